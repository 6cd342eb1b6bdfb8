# The model that MMRM fits, by nlme: saturated means, one unstructured covariance for everyone, REML, five measures.
# Rscript benchmarks/engine_gls.R scores.csv
library(nlme)
scores <- read.csv(commandArgs(trailingOnly = TRUE)[1], stringsAsFactors = TRUE)
for (one in split(scores, scores$measure)) {
  one$place <- match(one$occasion, c("pre", "post", "follow_up"))
  one <- one[order(one$person_id, one$place), ]
  fit <- gls(value ~ occasion * gender, one, correlation = corSymm(form = ~ place | person_id),
             weights = varIdent(form = ~ 1 | occasion), method = "REML")
  stopifnot(all(is.finite(coef(fit))))
}
