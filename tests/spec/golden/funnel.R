# Makes funnel.csv: the change of each service in network.csv, adjusted for the start, with its limits. R 4.2.2,
# metafor 3.8-1 for what lies between services.
# Run in this folder:  Rscript funnel.R

suppressMessages(library(metafor))
source("pairs.R")

people <- read.csv("network.csv", stringsAsFactors = FALSE)
people$change <- people$post - people$pre

# The slope within services, and what it leaves, from a model with a level for each service.
model <- lm(change ~ factor(service) + pre, people)
slope <- coef(model)[["pre"]]
variance <- summary(model)$sigma^2

n <- as.vector(table(people$service))
change <- as.vector(tapply(people$change, people$service, mean))
start <- as.vector(tapply(people$pre, people$service, mean))
value <- change - slope * (start - mean(people$pre))
of_change <- rma(yi = value, vi = variance / n, method = "DL")

# Completion: those with five sessions or more stand in for people heard from again.
completed <- as.vector(tapply(people$sessions >= 5, people$service, sum))
share <- sum(completed) / sum(n)
of_completion <- rma(yi = completed / n, vi = share * (1 - share) / n, method = "DL")

limits <- function(fit, variance) {
  reach <- outer(sqrt(variance / n + fit$tau2), qnorm(c(0.001, 0.025, 0.975, 0.999)))
  setNames(as.data.frame(as.vector(fit$beta) + reach), c("low_998", "low_95", "high_95", "high_998"))
}
lines <- function(funnel, value, fit, variance) cbind(
  data.frame(funnel = funnel, service = sort(unique(people$service)), n = n, value = value,
    centre = as.vector(fit$beta), sd = sqrt(variance), tau2 = fit$tau2),
  limits(fit, variance)
)
write_table(rbind(
  lines("change", value, of_change, variance),
  lines("completion", completed / n, of_completion, share * (1 - share))
), "funnel.csv")
# Which network.csv these figures belong to.
write_lines(unname(tools::md5sum("network.csv")), "funnel.md5")
