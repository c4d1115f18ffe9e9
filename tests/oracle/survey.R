# Random samples and what R's survey package says of them: Rscript survey.R SEED FOLDER
#
# Writes FOLDER/returns.csv, a row a return, and FOLDER/results.csv, a row a figure with 17 digits. A figure is the share
# that chose an answer among the returns of a group (mean, se), or the difference of two such shares (gap, se), with
# groups apart, overlapping, or one of them everybody; and the plain test of two proportions of base R (X-squared, p).

suppressPackageStartupMessages(library(survey))
options(survey.lonely.psu = "adjust", digits = 17)
given <- commandArgs(trailingOnly = TRUE)
set.seed(as.integer(given[1]))
folder <- given[2]

# name: strata, returns in each, weights ("equal", "stratum" or "return"), population
plan <- list(
  simple        = list(sizes = 90, weights = "equal", fpc = FALSE),
  simple_fpc    = list(sizes = 80, weights = "equal", fpc = TRUE),
  weighted      = list(sizes = 100, weights = "return", fpc = FALSE),
  strata        = list(sizes = c(20, 35, 15, 40), weights = "stratum", fpc = FALSE),
  strata_fpc    = list(sizes = c(24, 31, 12, 50), weights = "stratum", fpc = TRUE),
  strata_return = list(sizes = c(30, 22, 41), weights = "return", fpc = TRUE),
  in_full       = list(sizes = c(30, 25, 20), weights = "stratum", fpc = TRUE, full = 2),
  one_alone     = list(sizes = c(30, 1, 28, 1), weights = "stratum", fpc = TRUE, full = 4)
)

drawn <- function(name, one) {
  made <- lapply(seq_along(one$sizes), function(h) {
    n <- one$sizes[h]
    population <- n + if (h %in% one$full) 0 else sample(1:(3 * n + 2), 1)
    at <- runif(1, 0.2, 0.8)
    data.frame(
      design = name, stratum = paste0("s", h), population = population, n = n,
      y = rbinom(n, 1, at), group = sample(c("a", "b", "c"), n, replace = TRUE),
      trait = rbinom(n, 1, 0.6)
    )
  })
  made <- do.call(rbind, made)
  made$weight <- switch(one$weights,
    equal = 1,
    stratum = made$population / made$n,
    return = round(runif(nrow(made), 0.3, 4), 3)
  )
  if (!one$fpc) made$population <- NA
  made$n <- NULL
  made
}

said <- function(design, figure, first, second, value, se) {
  data.frame(design, figure, first, second, value, se)
}

shares <- function(name, sample, fpc) {
  d <- if (fpc) {
    svydesign(ids = ~1, strata = ~stratum, weights = ~weight, fpc = ~population, data = sample)
  } else {
    svydesign(ids = ~1, strata = ~stratum, weights = ~weight, data = sample)
  }
  whole <- svymean(~y, d)
  by <- svyby(~y, ~group, d, svymean, covmat = TRUE)
  found <- list(said(name, "share", "all", "", coef(whole)[[1]], SE(whole)[[1]]))
  for (g in as.character(by$group)) {
    found <- c(found, list(said(name, "share", g, "", coef(by)[[g]], SE(by)[match(g, by$group)])))
  }
  apart <- svycontrast(by, c(a = 1, b = -1))
  found <- c(found, list(said(name, "gap", "a", "b", coef(apart)[[1]], SE(apart)[[1]])))
  for (pair in list(c("a", "all"), c("t", "all"), c("a", "t"), c("ac", "t"))) {
    found <- c(found, list(ratios(name, d, pair[1], pair[2])))
  }
  do.call(rbind, found)
}

# Both shares as ratios of totals, so that their covariance is there whatever the groups have in common.
ratios <- function(name, d, first, second) {
  inside <- function(which) with(d$variables, switch(which,
    all = rep(1, length(y)), a = as.numeric(group == "a"), t = as.numeric(trait == 1),
    ac = as.numeric(group %in% c("a", "c"))
  ))
  d$variables$one <- inside(first)
  d$variables$two <- inside(second)
  d$variables$yone <- d$variables$one * d$variables$y
  d$variables$ytwo <- d$variables$two * d$variables$y
  r <- svyratio(~ yone + ytwo, ~ one + two, d, covmat = TRUE)
  at <- names(coef(r))
  weights <- c(1, 0, 0, -1)
  names(weights) <- at
  gap <- sum(weights * coef(r))
  said(name, "gap", first, second, gap, sqrt(as.numeric(t(weights) %*% vcov(r) %*% weights)))
}

plain <- function(x1, n1, x2, n2) {
  found <- suppressWarnings(prop.test(c(x1, x2), c(n1, n2), correct = FALSE))
  said("plain", "test", paste0(x1, "/", n1), paste0(x2, "/", n2), found$statistic[[1]], found$p.value)
}

samples <- Map(drawn, names(plan), plan)
results <- do.call(rbind, c(
  Map(function(name) shares(name, samples[[name]], plan[[name]]$fpc), names(plan)),
  lapply(1:12, function(i) {
    n <- sample(50:400, 2)
    plain(rbinom(1, n[1], runif(1, 0.2, 0.8)), n[1], rbinom(1, n[2], runif(1, 0.2, 0.8)), n[2])
  })
))
write.csv(do.call(rbind, samples), file.path(folder, "returns.csv"), row.names = FALSE, quote = FALSE, na = "")
results$value <- sprintf("%.17g", results$value)
results$se <- sprintf("%.17g", results$se)
write.csv(results, file.path(folder, "results.csv"), row.names = FALSE, quote = FALSE)
