# Makes effects.csv: effects, ranks, quartiles and ends of the pairs in outcomes.csv. R 4.2.2, metafor 3.8-1.
# Run in this folder:  Rscript effects.R

suppressMessages(library(metafor))
source("pairs.R")

scale_end <- list(worry = c(0, 20), closeness = c(0, 10))

# 95 % interval of d = improvement / root mean square of the SDs (Bonett 2008, unequal variances).
d_av_interval <- function(d, n, sd1, sd2, r, sd_diff) {
  s2 <- (sd1^2 + sd2^2) / 2
  se <- sqrt(d^2 * (sd1^4 + sd2^4 + 2 * r^2 * sd1^2 * sd2^2) / (8 * (n - 1) * s2^2) + sd_diff^2 / ((n - 1) * s2))
  c(d - 1.96 * se, d + 1.96 * se)
}

# 95 % interval of a noncentrality: the two whose t distributions leave 2.5 % beyond t. pt warns below 1e-12.
noncentrality <- function(t, df, p) suppressWarnings(
  uniroot(function(ncp) pt(t, df, ncp) - p, t + c(-8, 8), tol = 1e-13)$root
)

# Pratt 1959: zeros get ranks and are then left out; the variance of ranks with ties, no continuity correction.
pratt <- function(changes) {
  ranks <- rank(abs(changes))[changes != 0]
  positive <- changes[changes != 0] > 0
  z <- (sum(ranks[positive]) - sum(ranks) / 2) / sqrt(sum(ranks^2) / 4)
  c(z, 2 * pnorm(-abs(z)))
}

# Medians of Walsh averages (Hodges and Lehmann 1963), and their interval by the normal approximation.
walsh <- function(changes) {
  averages <- outer(changes, changes, "+") / 2
  averages <- sort(averages[lower.tri(averages, diag = TRUE)])
  n <- length(changes)
  m <- length(averages)
  outermost <- round(m / 2 - qnorm(0.975) * sqrt(n * (n + 1) * (2 * n + 1) / 24))
  c(median(averages), averages[outermost], averages[m + 1 - outermost])
}

figures <- function(measure, stratum, occasions) {
  pairs <- complete_pairs(measure, stratum, occasions)
  x <- pairs$earlier
  y <- pairs$later
  sign <- better[[measure]]
  n <- length(x)
  changes <- round(y - x, 10) # scores have one decimal: 0.3 - 0.1 and 0.5 - 0.3 are to tie
  d_av <- sign * mean(y - x) / sqrt((var(x) + var(y)) / 2)
  av <- d_av_interval(d_av, n, sd(x), sd(y), cor(x, y), sd(y - x))
  t <- sign * t.test(y, x, paired = TRUE)$statistic
  z <- c(noncentrality(t, n - 1, 0.975), noncentrality(t, n - 1, 0.025)) / sqrt(n)
  of <- function(measure) escalc(measure, m1i = sign * mean(y), m2i = sign * mean(x), sd1i = sd(x), sd2i = sd(y),
    ni = n, ri = cor(x, y))$yi[1]
  # metafor 3.8 has no g_av: its J, taken from the other two, times d_av.
  g_pre <- of("SMCR")
  j <- g_pre / (sign * mean(y - x) / sd(x))
  plain <- suppressWarnings(wilcox.test(changes, exact = FALSE, correct = FALSE))
  middle <- walsh(changes)
  ranks <- pratt(changes)
  ends <- scale_end[[measure]]
  data.frame(
    measure = measure, stratum = stratum, comparison = paste(occasions, collapse = "-"), n = n,
    d_av = d_av, d_av_low = av[1], d_av_high = av[2], d_z = t / sqrt(n), d_z_low = z[1], d_z_high = z[2],
    g_pre = g_pre, g_pre_heteroscedastic = of("SMCRH"), g_av = j * d_av, g_z = of("SMCC"),
    zeros = sum(changes == 0), z_pratt = sign * ranks[1], p_pratt = ranks[2], p_nonzero = plain$p.value,
    pseudo_median = middle[1], pseudo_median_low = middle[2], pseudo_median_high = middle[3],
    median_pre = median(x), lower_pre = quantile(x, 0.25), upper_pre = quantile(x, 0.75), median_later = median(y),
    lower_change = quantile(changes, 0.25), median_change = median(changes), upper_change = quantile(changes, 0.75),
    worse = sum(sign * changes < 0), same = sum(changes == 0), better = sum(sign * changes > 0),
    lowest_pre = sum(x == ends[1]), highest_pre = sum(x == ends[2]),
    lowest_later = sum(y == ends[1]), highest_later = sum(y == ends[2])
  )
}

lines <- list()
for (measure in names(better)) for (stratum in c("all", "female", "male")) for (occasions in comparisons)
  lines[[length(lines) + 1]] <- figures(measure, stratum, occasions)
write_table(do.call(rbind, lines), "effects.csv")
# Which outcomes.csv these figures belong to.
write_lines(unname(tools::md5sum("outcomes.csv")), "effects.md5")
