# Makes golden.csv, the figures of outcomes.csv by R alone. R 4.2.2, base packages only.
# Run in this folder:  Rscript golden.R

source("pairs.R")

# 95 % interval of d = improvement / SD of the earlier scores, from the SD of the change (Becker 1988, large samples).
d_pre_interval <- function(d, n, sd_pre, sd_diff) {
  se <- sqrt(sd_diff^2 / (n * sd_pre^2) + d^2 / (2 * (n - 1)))
  c(d - 1.96 * se, d + 1.96 * se)
}

figures <- function(measure, stratum, occasions) {
  pairs <- complete_pairs(measure, stratum, occasions)
  earlier <- pairs$earlier
  later <- pairs$later
  test <- t.test(later, earlier, paired = TRUE)
  d <- better[[measure]] * mean(later - earlier) / sd(earlier)
  interval <- d_pre_interval(d, length(earlier), sd(earlier), sd(later - earlier))
  data.frame(
    measure = measure, stratum = stratum, comparison = paste(occasions, collapse = "-"),
    n = length(earlier), mean_pre = mean(earlier), sd_pre = sd(earlier), mean_later = mean(later),
    sd_later = sd(later), change = mean(later - earlier), sd_change = sd(later - earlier), r = cor(earlier, later),
    t = better[[measure]] * test$statistic, df = test$parameter, p = test$p.value, p_bonferroni = NA,
    d_pre = d, d_pre_low = interval[1], d_pre_high = interval[2]
  )
}

lines <- list()
for (measure in names(better)) for (stratum in c("all", "female", "male")) for (occasions in comparisons)
  lines[[length(lines) + 1]] <- figures(measure, stratum, occasions)
golden <- do.call(rbind, lines)

# The family of tests: both measures, pre to post and pre to follow-up, in everyone.
family <- golden$stratum == "all" & golden$comparison %in% c("pre-post", "pre-follow_up")
golden$p_bonferroni[family] <- p.adjust(golden$p[family], "bonferroni")

write_table(golden, "golden.csv")
# Which outcomes.csv these figures belong to.
write_lines(unname(tools::md5sum("outcomes.csv")), "outcomes.md5")
