# Writes golden.csv: pairs of whole-number scores, what R makes of them, and every d by its definition.
# Run in this folder: Rscript golden.R
set.seed(20191)
rows <- lapply(1:12, function(case) {
  n <- c(8, 12, 20, 35, 55, 90)[(case - 1) %% 6 + 1]
  person <- rnorm(n)
  pre <- pmin(pmax(round(12 + 4 * person + rnorm(n, 0, 3)), 0), 20)
  post <- pmin(pmax(round(10 + 3 * person + rnorm(n, 0, 4)), 0), 20)
  test <- t.test(post, pre, paired = TRUE)
  change <- abs(mean(post) - mean(pre))
  r <- cor(pre, post)
  z <- change / sd(post - pre)
  m <- n - 1
  data.frame(
    case = case, n = n, mean_pre = mean(pre), sd_pre = sd(pre), mean_post = mean(post), sd_post = sd(post),
    t = unname(test$statistic), df = unname(test$parameter), p = test$p.value, r = r,
    d_pre = change / sd(pre), d_post = change / sd(post), d_pooled = change / sqrt((var(pre) + var(post)) / 2),
    d_average = change / ((sd(pre) + sd(post)) / 2), d_z = z, d_rm = z * sqrt(2 * (1 - r)),
    j = exp(lgamma(m / 2) - lgamma((m - 1) / 2)) / sqrt(m / 2)
  )
})
write.csv(format(do.call(rbind, rows), digits = 15, scientific = FALSE, trim = TRUE), "golden.csv", row.names = FALSE, quote = FALSE)
