# Makes outcomes.csv: 120 people who do not exist, from a fixed seed. R 4.2.2, base packages only.
# Run in this folder:  Rscript make_outcomes.R && Rscript golden.R
#
# Two measures: worry (whole numbers 0 to 20, lower is better) and closeness (0.0 to 10.0, higher is better).
# About 35 % are lost at post and more at follow_up; a few come back after missing post, and a few answers are left out.

set.seed(20190614, kind = "Mersenne-Twister", normal.kind = "Inversion", sample.kind = "Rejection")

people <- 120
person <- sprintf("invented-%03d", 1:people)
gender <- sample(c(rep("female", 71), rep("male", 41), rep("", 5), rep("not said", 3)))

# Three correlated standard normal scores a person, one for each moment.
moments <- function() {
  shared <- rnorm(people)
  sapply(c(0.75, 0.7, 0.65), function(weight) weight * shared + sqrt(1 - weight^2) * rnorm(people))
}
bounded <- function(scores, low, high) pmin(pmax(scores, low), high)
worry <- bounded(round(sweep(moments() * 5.5, 2, c(12, 9.8, 9.2), "+")), 0, 20)
closeness <- bounded(round(sweep(moments() * 1.9, 2, c(4.1, 5.0, 5.2), "+"), 1), 0, 10)

# People who worry more at the start are lost a little more often.
lost_post <- runif(people) < plogis(-0.65 + 0.08 * (worry[, 1] - 12))
lost_follow_up <- runif(people) < ifelse(lost_post, 0.85, 0.25)
answered <- cbind(TRUE, !lost_post, !lost_follow_up)
skipped <- function() matrix(runif(3 * people) < 0.03, people)
worry_text <- ifelse(skipped(), "", format(worry, trim = TRUE))
closeness_text <- ifelse(skipped(), "NA", sprintf("%.1f", closeness))

rows <- data.frame(
  person = rep(person, each = 3),
  gender = rep(gender, each = 3),
  moment = c("start", "end", "later"),
  worry = as.vector(t(matrix(worry_text, people))),
  closeness = as.vector(t(matrix(closeness_text, people)))
)[as.vector(t(answered)), ]

out <- file("outcomes.csv", "wb") # "wb" keeps line ends the same everywhere
write.csv(rows, out, row.names = FALSE, quote = FALSE)
close(out)
