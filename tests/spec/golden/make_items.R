# Makes items.csv: the five answers, 0 to 4, of 160 people who do not exist; a few leave one out. R 4.2.2, base only.
# Run in this folder:  Rscript make_items.R && Rscript reliability.R

set.seed(20190615, kind = "Mersenne-Twister", normal.kind = "Inversion", sample.kind = "Rejection")

people <- 160
shared <- rnorm(people)
answer <- function(weight) pmin(pmax(round(2.2 + 1.2 * (weight * shared + sqrt(1 - weight^2) * rnorm(people))), 0), 4)
items <- as.data.frame(lapply(c(a = 0.8, b = 0.75, c = 0.85, d = 0.5, e = 0.65), answer))
for (item in names(items)) items[[item]][runif(people) < 0.02] <- NA

out <- file("items.csv", "wb") # "wb" keeps line ends the same everywhere
write.csv(items, out, row.names = FALSE, quote = FALSE, na = "")
close(out)
