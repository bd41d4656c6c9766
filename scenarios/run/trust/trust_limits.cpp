#include "scenarios/run/trust/trust_limits.h"

#include <fmt/format.h>

#include <cmath>

namespace tiersim {
namespace {

std::string limit_text(const TrustLimit& limit, double value) {
  return limit.is_share ? fmt::format("{:g} %", 100 * value) : fmt::format("{:g}", value);
}

/// The columns "good", "fair", "poor" and "no" of one limit.
std::string limit_row(const TrustLimit& limit) {
  const auto up_to = [&](double value) {
    return value == kNoLimit ? "above" : "up to " + limit_text(limit, value);
  };
  const std::string no = limit.poor == kNoLimit ? "" : "above";
  return fmt::format("| {} | {} | {} | {} | {} |\n", limit.figure, up_to(limit.good),
                     up_to(limit.fair), up_to(limit.poor), no);
}

}  // namespace

TrustWord word_of(const TrustLimit& limit, double value) {
  if (value <= limit.good) return TrustWord::good;
  if (value <= limit.fair) return TrustWord::fair;
  return value <= limit.poor ? TrustWord::poor : TrustWord::no;
}

double closeness_of(const TrustLimit& limit, double value) {
  const double next = value <= limit.good                             ? limit.good
                      : value <= limit.fair || std::isinf(limit.poor) ? limit.fair
                                                                      : limit.poor;
  return value / next;
}

std::string trust_tables() {
  std::string text = "| figure | good | fair | poor | no |\n|---|---|---|---|---|\n";
  for (const TrustLimit& limit : {kUtilisationLimit, kFidelityLimit, kProfileLimit, kTheoryLimit})
    text += limit_row(limit);
  text += "\n| condition | at best |\n|---|---|\n";
  for (const TrustCondition& condition :
       {kNotOk, kTooFewRequests, kNotTested, kUnstable, kExtrapolated, kImported})
    text += fmt::format("| {} | {} |\n", condition.meaning, name_of(condition.word));
  return text;
}

}  // namespace tiersim
