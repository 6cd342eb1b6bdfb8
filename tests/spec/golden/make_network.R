# Makes network.csv: 260 people of 13 services who do not exist, each service with two or three programmes, with scores
# before and after, minutes of three components and sessions attended. R 4.2.2, base packages only.
# Run in this folder:  Rscript make_network.R && Rscript funnel.R && Rscript ingredients.R

set.seed(20190616, kind = "Mersenne-Twister", normal.kind = "Inversion", sample.kind = "Rejection")

sizes <- c(31, 8, 24, 12, 40, 6, 17, 22, 9, 28, 15, 35, 13)
services <- length(sizes)
service <- rep(1:services, sizes)
people <- length(service)
programme <- paste0(service, c("a", "b", "c")[ave(service, service, FUN = function(own) (seq_along(own) - 1) %/% 14 + 1)])
of_service <- rnorm(services, 0, 1.2)
of_programme <- setNames(rnorm(length(unique(programme)), 0, 0.6), unique(programme))
pre <- pmin(pmax(round(rnorm(people, 12, 5.5)), 0), 20)
missed <- plogis(rnorm(services, -1.2, 0.7))
sessions <- 7 - rbinom(people, 7, missed[service])
planned <- matrix(rpois(3 * length(of_programme), 60), ncol = 3, dimnames = list(names(of_programme), NULL))
minutes <- round(planned[programme, ] * (sessions / 7) * matrix(runif(3 * people, 0.6, 1.2), ncol = 3))
latent <- 5 + 0.55 * pre + of_service[service] + of_programme[programme] - 0.02 * minutes[, 1] + rnorm(people, 0, 4.2)
post <- pmin(pmax(round(latent), 0), 20)

network <- data.frame(service = sprintf("service-%02d", service), programme, pre, post,
  myths = minutes[, 1], senses = minutes[, 2], action = minutes[, 3], sessions)
out <- file("network.csv", "wb") # "wb" keeps line ends the same everywhere
write.csv(network, out, row.names = FALSE, quote = FALSE)
close(out)
