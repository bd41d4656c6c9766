#include "sim/scenario_requests.h"

#include <algorithm>

namespace tiersim {

RandomStream sample_stream(const Scenario& scenario) {
  return RandomStream(derive_seed(scenario.sample_seed, "samples"));
}

void choose_sample(const Scenario& scenario, RandomStream& samples, RequestRecord& record) {
  if (!scenario.variant || scenario.variant->predictions.empty()) return;
  const VariantRecord& variant = *scenario.variant;
  const std::size_t sample = samples.index(variant.predictions.size());
  record.sample = static_cast<std::int64_t>(sample);
  record.prediction = variant.predictions[sample];
  record.correct = variant.predictions[sample] == variant.labels[sample] ? 1 : 0;
}

void set_prediction(const Scenario& scenario, int prediction, RequestRecord& record) {
  if (!scenario.variant || scenario.variant->labels.empty() || prediction < 0) return;
  record.prediction = prediction;
  record.correct =
      prediction == scenario.variant->labels[static_cast<std::size_t>(record.sample)] ? 1 : 0;
}

Bytes message_size(const Scenario& scenario, const Leg& leg, std::int64_t sample) {
  if (leg.message == 0) {
    const auto of_sample = static_cast<std::size_t>(std::max<std::int64_t>(sample, 0));
    return scenario.payload.size() == 1 ? scenario.payload[0] : scenario.payload.at(of_sample);
  }
  return leg.message <= scenario.between.size() ? scenario.between[leg.message - 1]
                                                : scenario.answer;
}

bool has_own_connections(const Scenario& scenario) {
  return scenario.cold_start || scenario.connection_per_request;
}

}  // namespace tiersim
