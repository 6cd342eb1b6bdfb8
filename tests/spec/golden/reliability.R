# Makes reliability.csv: alpha and omega of the complete rows of items.csv. R 4.2.2, psych 2.2.9.
# Run in this folder:  Rscript reliability.R

suppressMessages(library(psych))
source("pairs.R")

items <- read.csv("items.csv")
items <- items[complete.cases(items), ]
n <- nrow(items)
sds <- sapply(items, sd)

of_alpha <- alpha(items)$total$raw_alpha
interval <- alpha.ci(of_alpha, n.obs = n, n.var = ncol(items))

# Omega of the sum of raw answers from one factor's standard loadings.
omega <- function(loadings) {
  common <- sum(loadings * sds)^2
  common / (common + sum((1 - loadings^2) * sds^2))
}
exact <- factanal(items, 1, control = list(opt = list(factr = 1, pgtol = 0)))$loadings[, 1] # as near as doubles come
by_psych <- fa(items, 1, fm = "ml")$loadings[, 1]

lines <- data.frame(
  figure = c("n", "alpha", "alpha_low", "alpha_high", "omega", "omega_psych", paste0("loading_", names(items))),
  value = c(n, of_alpha, interval$lower.ci, interval$upper.ci, omega(exact), omega(by_psych), exact * sds)
)
write_table(lines, "reliability.csv")
# Which items.csv these figures belong to.
write_lines(unname(tools::md5sum("items.csv")), "reliability.md5")
