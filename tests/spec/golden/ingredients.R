# Makes ingredients.csv: slopes of the later score on minutes and sessions in network.csv, with CR2 standard errors by
# programme and Satterthwaite df (Bell and McCaffrey 2002; Pustejovsky and Tipton 2018), written out on the whole
# design, a column a programme. R 4.2.2, base packages only.
# Run in this folder:  Rscript ingredients.R

source("pairs.R")

people <- read.csv("network.csv", stringsAsFactors = FALSE)
people <- people[ave(people$pre, people$programme, FUN = length) > 1, ]
model <- lm(post ~ factor(programme) + pre + I(myths / 60) + I(senses / 60) + I(action / 60) + sessions, people)
x <- model.matrix(model)
bread <- solve(crossprod(x))
residual_maker <- diag(nrow(x)) - x %*% bread %*% t(x)
groups <- split(seq_len(nrow(x)), people$programme)

# The symmetric root of the Moore-Penrose inverse.
inverse_root <- function(matrix) {
  parts <- eigen(matrix, symmetric = TRUE)
  roots <- ifelse(parts$values > 1e-9, 1 / sqrt(pmax(parts$values, 1e-9)), 0)
  parts$vectors %*% (roots * t(parts$vectors))
}
adjusted <- lapply(groups, function(own) inverse_root(residual_maker[own, own]) %*% x[own, ] %*% bread)

one <- function(name, place) {
  scores <- mapply(function(own, a) sum(a[, place] * residuals(model)[own]), groups, adjusted)
  p <- mapply(function(own, a) t(residual_maker[own, ]) %*% a[, place], groups, adjusted)
  products <- crossprod(p)
  df <- sum(diag(products))^2 / sum(products^2)
  error <- sqrt(sum(scores^2))
  estimate <- coef(model)[[place]]
  data.frame(name = name, n = nrow(x), programmes = length(groups), estimate = estimate, error = error, df = df,
    low = estimate - qt(0.975, df) * error, high = estimate + qt(0.975, df) * error)
}
last <- ncol(x)
write_table(do.call(rbind, Map(one, c("myths", "senses", "action", "sessions"), (last - 3):last)), "ingredients.csv")
# Which network.csv these figures belong to.
write_lines(unname(tools::md5sum("network.csv")), "ingredients.md5")
