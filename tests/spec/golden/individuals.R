# Makes individuals.csv: whose change of worry in outcomes.csv is reliable, for a reliability of 0.8. R 4.2.2, base only.
# Run in this folder:  Rscript individuals.R

source("pairs.R")

reliability <- 0.8
sides <- function(index) c(worse = sum(index < -1.96), unchanged = sum(abs(index) <= 1.96), better = sum(index > 1.96))

figures <- function(stratum, occasions) {
  rows <- if (stratum == "all") outcomes else outcomes[which(outcomes$gender == stratum), ]
  baseline <- na.omit(rows$worry[rows$moment == "start"])
  pairs <- complete_pairs("worry", stratum, occasions)
  x <- pairs$earlier
  y <- pairs$later
  measurement <- sd(baseline) * sqrt(1 - reliability)
  jt <- better[["worry"]] * (y - x) / sqrt(2 * measurement^2)
  # Hageman and Arrindell 1999: the error of measurement is the same at both occasions, the reliability is not.
  of <- function(scores) (var(scores) - measurement^2) / var(scores)
  r_dd <- (var(x) * of(x) + var(y) * of(y) - 2 * cov(x, y)) / (var(x) + var(y) - 2 * cov(x, y))
  ha <- better[["worry"]] * ((y - x) * r_dd + (mean(y) - mean(x)) * (1 - r_dd)) / (sqrt(r_dd) * sqrt(2 * measurement^2))
  of_ha <- if (r_dd > 0) sides(ha) else c(NA, NA, NA)
  of_jt <- sides(jt)
  data.frame(stratum = stratum, comparison = paste(occasions, collapse = "-"), baseline = length(baseline),
    sd = sd(baseline), error = sqrt(2) * measurement, points = 1.96 * sqrt(2) * measurement,
    jt_worse = of_jt[1], jt_unchanged = of_jt[2], jt_better = of_jt[3],
    ha_worse = of_ha[1], ha_unchanged = of_ha[2], ha_better = of_ha[3])
}

lines <- list()
for (stratum in c("all", "female", "male")) for (occasions in comparisons)
  lines[[length(lines) + 1]] <- figures(stratum, occasions)
write_table(do.call(rbind, lines), "individuals.csv")
# Which outcomes.csv these figures belong to.
write_lines(unname(tools::md5sum("outcomes.csv")), "individuals.md5")
