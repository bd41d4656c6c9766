#include "models/operators/pruned_channels.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "models/operators/channel_chains.h"
#include "models/operators/learnt.h"
#include "models/subjects/subject.h"
#include "sim/base/error.h"

namespace tiersim::models {

Graph remove_channels(const Graph& graph, double kept_share) {
  const at::NoGradGuard no_gradients;
  Graph result = graph;
  const std::vector<ChannelChain> chains = find_channel_chains(graph);
  if (chains.empty())
    throw OperatorError("pruned_channels: no layer has channels that could be removed alone");
  for (const ChannelChain& chain : chains) {
    const auto kept =
        std::max<std::int64_t>(1, std::llround(kept_share * static_cast<double>(chain.units)));
    const at::Tensor best = std::get<1>(unit_importance(graph, chain).topk(kept));
    keep_units(result, chain, std::get<0>(best.sort()));
  }
  validate(result);
  return result;
}

Variant PrunedChannels::apply(const Variant& variant, const OperatorCall& call,
                              const PrepareContext& context) const {
  const Graph& whole = rewritable_stage(variant, name());
  const double share = tiersim::kept_share(call);
  const auto smaller = [&] { return remove_channels(whole, share); };
  if (!context.training) return {{smaller()}};
  const TrainingConfig config = fine_tuning(context.subject->training, 2, 0.3);
  return {{find_or_learn(
      {std::string(context.subject->name) + "." + context.operator_name,
       whole,
       {"pruned_channels", fmt::format("{}", share), describe(config)},
       [&](const std::filesystem::path& state) {
         Graph graph = smaller();
         Objective objective;
         objective.trains = [](const Node& node) { return node.kind != NodeKind::embedding; };
         train(graph, *context.training, config, context.progress, objective, state);
         return graph;
       }},
      context.progress, context.learnt_folder)}};
}

}  // namespace tiersim::models
