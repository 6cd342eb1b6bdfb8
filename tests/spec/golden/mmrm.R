# Makes mmrm.csv, the modelled changes of outcomes.csv by R alone. R 4.2.2 with nlme 3.1-162.
# Run in this folder:  Rscript mmrm.R
#
# nlme::gls finds the estimates. Its optimum is a little off and it has no observed-information standard errors, so
# those, and Kenward-Roger's, come from the dense matrices below: N x N, person by person, derivatives by differences.

library(nlme)

moment <- c(pre = "start", post = "end", follow_up = "later")
outcomes <- read.csv("outcomes.csv", na.strings = c("", "NA", "not said"), stringsAsFactors = FALSE)

scores <- function(measure, strata, occasions) {
  rows <- outcomes[outcomes$moment %in% moment[occasions], c("person", "gender", "moment", measure)]
  names(rows)[4] <- "score"
  rows$stratum <- if (identical(strata, "all")) "all" else rows$gender
  rows <- rows[which(rows$stratum %in% strata & !is.na(rows$score)), ]
  rows$place <- match(rows$moment, moment[occasions])
  rows$occasion <- factor(rows$place)
  rows$cell <- factor(paste(match(rows$stratum, strata), rows$place))
  rows[order(rows$person, rows$place), ]
}

triangle <- function(size) which(upper.tri(diag(size), diag = TRUE), arr.ind = TRUE)
matrix_of <- function(theta, size) {
  found <- matrix(0, size, size)
  found[upper.tri(found, diag = TRUE)] <- theta
  found[lower.tri(found)] <- t(found)[lower.tri(found)]
  found
}

# -2 REML log likelihood before the means are put at their best: a function of means and covariance.
joint <- function(beta, theta, rows, size) {
  sigma <- matrix_of(theta, size)
  design <- model.matrix(~ 0 + cell, rows)
  total <- 0
  information <- 0
  for (person in split(seq_len(nrow(rows)), rows$person)) {
    v <- sigma[rows$place[person], rows$place[person], drop = FALSE]
    x <- design[person, , drop = FALSE]
    r <- rows$score[person] - x %*% beta
    total <- total + as.numeric(determinant(v)$modulus) + sum(r * solve(v, r))
    information <- information + t(x) %*% solve(v, x)
  }
  total + as.numeric(determinant(information)$modulus) + (nrow(rows) - ncol(design)) * log(2 * pi)
}

# Second derivatives by central differences, extrapolated once (Richardson).
hessian <- function(f, at, step) {
  once <- function(h) {
    k <- length(at)
    found <- matrix(0, k, k)
    for (i in 1:k) for (j in i:k) {
      e <- diag(k)[i, ] * h[i]
      g <- diag(k)[j, ] * h[j]
      found[i, j] <- found[j, i] <- (f(at + e + g) - f(at + e - g) - f(at - e + g) + f(at - e - g)) / (4 * h[i] * h[j])
    }
    found
  }
  (4 * once(step / 2) - once(step)) / 3
}

kenward_roger <- function(rows, theta, size, contrast) {
  sigma <- matrix_of(theta, size)
  x <- model.matrix(~ 0 + cell, rows)
  same <- outer(rows$person, rows$person, "==")
  inverse <- solve(sigma[rows$place, rows$place] * same)
  places <- triangle(size)
  lifts <- lapply(seq_len(nrow(places)), function(k) {
    d <- matrix(0, size, size)
    d[places[k, 1], places[k, 2]] <- d[places[k, 2], places[k, 1]] <- 1
    d[rows$place, rows$place] * same
  })
  phi <- solve(t(x) %*% inverse %*% x)
  projection <- inverse - inverse %*% x %*% phi %*% t(x) %*% inverse
  k <- length(lifts)
  information <- matrix(0, k, k)
  for (i in 1:k) for (j in 1:k)
    information[i, j] <- sum(diag(projection %*% lifts[[i]] %*% projection %*% lifts[[j]])) / 2
  w <- solve(information)
  p <- lapply(lifts, function(d) -t(x) %*% inverse %*% d %*% inverse %*% x)
  middle <- 0
  for (i in 1:k) for (j in 1:k) {
    q <- t(x) %*% inverse %*% lifts[[i]] %*% inverse %*% lifts[[j]] %*% inverse %*% x
    middle <- middle + w[i, j] * (q - p[[i]] %*% phi %*% p[[j]])
  }
  adjusted <- phi + 2 * phi %*% middle %*% phi
  gradient <- sapply(p, function(each) -sum(contrast * (phi %*% each %*% phi %*% contrast)))
  v <- sum(contrast * (phi %*% contrast))
  c(se = sqrt(sum(contrast * (adjusted %*% contrast))), df = 2 * v^2 / sum(gradient * (w %*% gradient)))
}

figures <- function(measure, strata, occasions) {
  rows <- scores(measure, strata, occasions)
  size <- length(occasions)
  fit <- gls(score ~ 0 + cell,
    data = rows, correlation = corSymm(form = ~ place | person), weights = varIdent(form = ~ 1 | occasion),
    method = "REML", control = glsControl(tolerance = 1e-12, msTol = 1e-14, msMaxIter = 1000, maxIter = 1000)
  )
  beta <- coef(fit)
  # The covariance as gls parameterises it.
  ratios <- c(1, coef(fit$modelStruct$varStruct, unconstrained = FALSE))
  correlation <- diag(size)
  correlation[lower.tri(correlation)] <- coef(fit$modelStruct$corStruct, unconstrained = FALSE)
  correlation <- correlation + t(correlation) - diag(size)
  sds <- fit$sigma * ratios[order(c("1", names(coef(fit$modelStruct$varStruct, unconstrained = FALSE))))]
  sigma <- correlation * outer(sds, sds)
  theta <- sigma[upper.tri(sigma, diag = TRUE)]
  # From there to the very maximum, by Newton on the joint function.
  all <- c(beta, theta)
  f <- function(at) joint(at[seq_along(beta)], at[-seq_along(beta)], rows, size)
  step <- c(rep(0.02, length(beta)), rep(0.02, length(theta))) * c(rep(sd(rows$score), length(beta)), rep(var(rows$score), length(theta)))
  for (round in 1:4) {
    h <- hessian(f, all, step)
    gradient <- sapply(seq_along(all), function(i) {
      e <- diag(length(all))[i, ] * step[i] / 4
      (8 * (f(all + e) - f(all - e)) - (f(all + 2 * e) - f(all - 2 * e))) / (12 * step[i] / 4)
    })
    all <- all - solve(h, gradient)
  }
  unsure <- solve(hessian(f, all, step) / 2)
  theta <- all[-seq_along(beta)]
  lines <- list()
  for (stratum in strata) for (later in 2:size) {
    contrast <- (names(beta) == paste0("cell", match(stratum, strata), " ", later)) -
      (names(beta) == paste0("cell", match(stratum, strata), " 1"))
    kr <- kenward_roger(rows, theta, size, contrast)
    lines[[length(lines) + 1]] <- data.frame(
      measure = measure, strata = paste(strata, collapse = "+"), stratum = stratum,
      occasions = paste(occasions, collapse = "+"), comparison = paste(occasions[c(1, later)], collapse = "-"),
      gls_deviance = -2 * as.numeric(logLik(fit)), gls_change = sum(contrast * beta), gls_sd_pre = sds[[1]],
      deviance = f(all), change = sum(contrast * all[seq_along(beta)]),
      se = sqrt(sum(contrast * (unsure[seq_along(beta), seq_along(beta)] %*% contrast))),
      kr_se = kr[["se"]], kr_df = kr[["df"]]
    )
  }
  do.call(rbind, lines)
}

occasions <- list(c("pre", "post", "follow_up"), c("pre", "post"), c("pre", "follow_up"))
lines <- list()
for (measure in c("worry", "closeness")) for (planned in occasions) for (strata in list("all", "female", "male", c("female", "male")))
  lines[[length(lines) + 1]] <- figures(measure, strata, planned)
golden <- do.call(rbind, lines)

digits <- function(column) if (is.double(column)) sprintf("%.10g", column) else column
out <- file("mmrm.csv", "wb") # "wb" keeps line ends the same everywhere
writeLines(c(paste(names(golden), collapse = ","), do.call(paste, c(lapply(golden, digits), sep = ","))), out)
close(out)
