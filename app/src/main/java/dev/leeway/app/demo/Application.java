package dev.leeway.app.demo;

import java.time.LocalDateTime;
import java.util.OptionalDouble;

/// An application for a loan, as the scoring service logs it, and what became of it.
///
/// @param id names the application
/// @param at when it came in, in UTC
/// @param age in years
/// @param income what was logged as EUR a year; empty where not given
/// @param employmentYears with the same employer; empty where not given
/// @param housing `rent`, `mortgage`, `own` or `family`
/// @param purpose what the loan is for
/// @param region where the applicant lives
/// @param channel `branch`, `web`, `app` or `partner`
/// @param loanAmount in EUR
/// @param termMonths in which it is to be paid back
/// @param debtRatio share of the income that goes into other debts
/// @param openCredits credits that are still being paid back
/// @param delinquencies late payments in the last two years
/// @param accountMonths since the applicant became a customer
/// @param dependants persons who live on the same income
/// @param latency seconds that scoring took
/// @param defaulted whether the first instalment was missed
record Application(
    String id,
    LocalDateTime at,
    int age,
    OptionalDouble income,
    OptionalDouble employmentYears,
    String housing,
    String purpose,
    String region,
    String channel,
    int loanAmount,
    int termMonths,
    double debtRatio,
    int openCredits,
    int delinquencies,
    int accountMonths,
    int dependants,
    double latency,
    boolean defaulted) {}
