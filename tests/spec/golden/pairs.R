# The complete pairs of outcomes.csv, and how a table of figures is written. Read by the other files of R code here.

better <- c(worry = -1, closeness = 1) # -1: lower is better; t and d_pre are signed so that positive is better
moment <- c(pre = "start", post = "end", follow_up = "later")
comparisons <- list(c("pre", "post"), c("pre", "follow_up"), c("post", "follow_up"))

outcomes <- read.csv("outcomes.csv", na.strings = c("", "NA", "not said"), stringsAsFactors = FALSE)

complete_pairs <- function(measure, stratum, occasions) {
  rows <- if (stratum == "all") outcomes else outcomes[which(outcomes$gender == stratum), ]
  at <- function(occasion) rows[rows$moment == moment[occasion], c("person", measure)]
  pairs <- merge(at(occasions[1]), at(occasions[2]), by = "person")
  pairs <- pairs[complete.cases(pairs), ]
  list(earlier = pairs[[2]], later = pairs[[3]])
}

digits <- function(column) if (is.double(column)) ifelse(is.na(column), "", sprintf("%.17g", column)) else column
write_lines <- function(lines, name) {
  out <- file(name, "wb") # "wb" keeps line ends the same everywhere
  writeLines(lines, out)
  close(out)
}
write_table <- function(table, name) {
  write_lines(c(paste(names(table), collapse = ","), do.call(paste, c(lapply(table, digits), sep = ","))), name)
}
