# Prints the seconds that 60 weighted tables by type take with R's survey package, reading the file not among them.
suppressPackageStartupMessages(library(survey))
returns <- read.csv(commandArgs(trailingOnly = TRUE)[1])
items <- grep("^q", names(returns), value = TRUE)
returns[c("type", items)] <- lapply(returns[c("type", items)], factor)
design <- svydesign(ids = ~1, strata = ~type, weights = ~weight, data = returns)
taken <- system.time(for (item in items) {
  prop.table(svytable(as.formula(paste0("~", item, "+type")), design), 2)
})
cat(taken[["user.self"]] + taken[["sys.self"]], "\n")
