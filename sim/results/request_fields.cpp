#include "sim/results/request_fields.h"

namespace tiersim {
namespace {

/// What a step's column says, before the place. By Step::Kind.
constexpr const char* kDescriptions[] = {
    "of the message, until its connection was open: ",
    "of the message, its packets on the slowest link and the last on the others: ",
    "of the message, in flight: ",
    "of the message, behind other traffic, for TCP's window, for retransmissions: ",
    "waiting for a worker at ",
    "loading the model at ",
    "inference at "};

}  // namespace

std::map<std::string, StepColumn> step_columns(const Route& route) {
  std::map<std::string, StepColumn> columns;
  const auto add = [&](const std::string& name, const std::string& description, std::size_t part) {
    StepColumn& column = columns[name];
    column.description = description;
    column.parts.push_back(part);
  };
  for (std::size_t part = 0; part < route.size(); ++part) {
    const Step& step = route[part];
    add(step.column(), kDescriptions[static_cast<std::size_t>(step.kind)] + step.where, part);
    if (step.is_network())
      add("network_ns." + step.where, "message, end to end: " + step.where, part);
  }
  return columns;
}

}  // namespace tiersim
