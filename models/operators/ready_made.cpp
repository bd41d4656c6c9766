#include "models/operators/ready_made.h"

#include <fmt/format.h>

#include "models/subjects/own_subject.h"

namespace tiersim::models {
namespace {

const OwnModel* own_model(const PrepareContext& context) {
  return context.subject ? context.subject->own.get() : nullptr;
}

}  // namespace

std::optional<Variant> ready_made(const OperatorCall& call, bool is_first,
                                  const PrepareContext& context) {
  const OwnModel* own = own_model(context);
  if (!own || !is_first) return std::nullopt;
  const auto found = own->ready_made.find(call.name());
  if (found == own->ready_made.end()) return std::nullopt;
  if (!call.settings.empty())
    throw OperatorError(
        fmt::format("{}: \"{}\" is ready-made, its settings would change nothing (leave them out, "
                    "or take models.{}.variants.{} out)",
                    context.subject->name, to_string(call), context.subject->name, call.name()));
  return Variant{{found->second()}};
}

void require_training_data(const OperatorCall& call, const PrepareContext& context) {
  const OwnModel* own = own_model(context);
  if (!own || own->has_training_data || !context.subject->load_data ||
      !call.descriptor->needs_training_data())
    return;
  throw OperatorError(fmt::format(
      "{0}: \"{1}\" {2} training data, never on test data, and has none (add "
      "models.{0}.data.train{3})",
      context.subject->name, call.name(), call.descriptor->learns ? "trains on" : "calibrates on",
      call.descriptor->ready_made ? fmt::format(", or a ready-made models.{}.variants.{}",
                                                context.subject->name, call.name())
                                  : ""));
}

}  // namespace tiersim::models
