# Makes missing.csv, figures about those not heard from in outcomes.csv by R alone. R 4.2.2 with mice 3.15.0.
# Run in this folder:  Rscript missing.R

suppressMessages(library(mice))

moment <- c(pre = "start", post = "end", follow_up = "later")
outcomes <- read.csv("outcomes.csv", na.strings = c("", "NA", "not said"), stringsAsFactors = FALSE)
people <- unique(outcomes$person)
scores <- function(measure) {
  data.frame(lapply(moment, function(each) {
    rows <- outcomes[outcomes$moment == each, ]
    rows[match(people, rows$person), measure]
  }))
}

golden <- list()
keep <- function(about, figure, value) {
  golden[[length(golden) + 1]] <<- data.frame(about = about, figure = figure, value = sprintf("%.17g", unname(value)))
}

for (measure in c("worry", "closeness")) {
  d <- scores(measure)

  # Leavers and stayers: Welch's t.test of the scores at pre.
  for (later in c("post", "follow_up")) {
    left <- d$pre[is.na(d[[later]]) & !is.na(d$pre)]
    stayed <- d$pre[!is.na(d[[later]]) & !is.na(d$pre)]
    test <- t.test(left, stayed)
    about <- paste("leavers", measure, later)
    keep(about, "n_left", length(left))
    keep(about, "n_stayed", length(stayed))
    keep(about, "mean_left", mean(left))
    keep(about, "sd_stayed", sd(stayed))
    keep(about, "difference", mean(left) - mean(stayed))
    keep(about, "df", test$parameter)
    keep(about, "low", test$conf.int[1])
    keep(about, "high", test$conf.int[2])
    keep(about, "raw_standardised", (mean(left) - mean(stayed)) / sqrt((var(left) + var(stayed)) / 2))
  }

  # Weights: a logistic regression an occasion, cut at the 99th percentile.
  control <- glm.control(epsilon = 1e-15, maxit = 100)
  started <- d[!is.na(d$pre), ]
  first <- glm(!is.na(post) ~ pre, binomial, started, control = control)
  second <- glm(!is.na(follow_up) ~ pre + post, binomial, started[!is.na(started$post), ], control = control)
  for (k in 1:2) keep(paste("weights", measure), paste0("post_", k), coef(first)[k])
  for (k in 1:3) keep(paste("weights", measure), paste0("follow_up_", k), coef(second)[k])
  cut <- function(weights) pmin(weights, quantile(weights, 0.99))
  started$chance <- predict(first, started, type = "response")
  started$both <- started$chance * predict(second, started, type = "response")
  post <- started[!is.na(started$post), ]
  keep(paste("weights", measure), "pre-post", weighted.mean(post$post - post$pre, cut(1 / post$chance)))
  all <- post[!is.na(post$follow_up), ]
  keep(paste("weights", measure), "pre-follow_up", weighted.mean(all$follow_up - all$pre, cut(1 / all$both)))
}

# Rubin's rules with Barnard and Rubin's df.
pooled <- function(about, q, u, n, k) {
  found <- pool.scalar(q, u, n = n, k = k)
  for (part in c("qbar", "t", "df", "fmi")) keep(about, part, found[[part]])
}
pooled("pool few", c(1.2, 0.7, 1.9, 1.4, 1.1), c(0.30, 0.28, 0.35, 0.31, 0.29), 40, 1)
pooled("pool many", sin(1:100), 0.5 + cos(1:100) / 10, 373, 2)
# Not less: mice takes a lambda under 1e-4 for 1e-4.
pooled("pool little missing", 3 + sin(1:20) / 50, rep(0.25, 20), 60, 1)

# Imputation by chained normal regressions, closeness before treatment beside worry.
d <- scores("worry")
d$closeness <- scores("closeness")$pre
sets <- mice(d, m = 2000, method = "norm", maxit = 30, seed = 5, printFlag = FALSE)
for (later in c("post", "follow_up")) {
  changes <- lapply(1:sets$m, function(i) complete(sets, i)[[later]] - complete(sets, i)$pre)
  found <- pool.scalar(sapply(changes, mean), sapply(changes, var) / nrow(d), n = nrow(d), k = 1)
  keep(paste("mice", later), "estimate", found$qbar)
  keep(paste("mice", later), "se", sqrt(found$t))
  keep(paste("mice", later), "fmi", found$fmi)
}

golden <- do.call(rbind, golden)
out <- file("missing.csv", "wb") # "wb" keeps line ends the same everywhere
writeLines(c(paste(names(golden), collapse = ","), do.call(paste, c(golden, sep = ","))), out)
close(out)
