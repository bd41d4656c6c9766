#include "models/catalog/operator_order.h"

#include <fmt/format.h>

#include <algorithm>

#include "sim/base/error.h"

namespace tiersim {
namespace {

/// Why `later` cannot follow `earlier`; empty where it can.
std::string reason_against(const OperatorDescriptor& earlier, const OperatorDescriptor& later) {
  if (&earlier == &later) return fmt::format("\"{}\" occurs twice", later.name);
  if (earlier.splits())
    return fmt::format("\"{}\" needs the whole model, which \"{}\" has split", later.name,
                       earlier.name);
  if (later.rank == OperatorRank::new_model)
    return fmt::format("\"{}\" trains a new model and would throw \"{}\" away", later.name,
                       earlier.name);
  if (earlier.rank == OperatorRank::int8 && !later.splits())
    return fmt::format("\"{}\" works on float32 weights, which \"{}\" has made int8", later.name,
                       earlier.name);
  for (const OperatorConflict& conflict : earlier.conflicts)
    if (conflict.later == later.name) return std::string(conflict.reason);
  return {};
}

/// The same operators, each once and at most one that makes weights int8, in an order that works.
std::string working_order(const std::vector<OperatorCall>& calls) {
  std::vector<const OperatorDescriptor*> kept;
  const auto is_int8 = [](const OperatorDescriptor* each) {
    return each->rank == OperatorRank::int8;
  };
  for (const OperatorCall& call : calls) {
    const bool again = std::find(kept.begin(), kept.end(), call.descriptor) != kept.end();
    const bool second_int8 =
        is_int8(call.descriptor) && std::any_of(kept.begin(), kept.end(), is_int8);
    if (!again && !second_int8) kept.push_back(call.descriptor);
  }
  // Of one rank, those that some others cannot follow come last.
  const auto comes_before = [](const OperatorDescriptor* a, const OperatorDescriptor* b) {
    return a->rank != b->rank ? a->rank < b->rank : a->conflicts.empty() > b->conflicts.empty();
  };
  std::stable_sort(kept.begin(), kept.end(), comes_before);
  std::vector<std::string> names;
  for (const OperatorDescriptor* each : kept) names.push_back(each->name);
  return fmt::format("{}", fmt::join(names, "+"));
}

}  // namespace

void check_order(std::string_view text, const std::vector<OperatorCall>& calls) {
  for (const OperatorCall& call : calls) {
    if (call.descriptor->alone && calls.size() > 1)
      throw UserError(
          fmt::format("\"{0}\" joins \"{1}\" with others (leave \"{1}\" out)", text, call.name()));
  }
  for (std::size_t later = 1; later < calls.size(); ++later) {
    for (std::size_t earlier = 0; earlier < later; ++earlier) {
      const std::string reason =
          reason_against(*calls[earlier].descriptor, *calls[later].descriptor);
      if (!reason.empty())
        throw UserError(
            fmt::format("\"{}\" cannot be: {} (write \"{}\")", text, reason, working_order(calls)));
    }
  }
}

void check_split(std::string_view text, const std::vector<OperatorCall>& calls) {
  if (!calls.back().descriptor->splits()) return;
  for (const OperatorCall& call : calls) {
    for (const OperatorSetting& setting : call.descriptor->settings) {
      const bool is_given = call.settings.count(std::string(setting.name)) > 0;
      if (is_given && !setting.split_problem.empty())
        throw UserError(
            fmt::format("\"{}\" {} ({})", text, setting.split_problem, setting.split_remedy));
    }
  }
}

}  // namespace tiersim
