#include "models/operators/pruned_channels.h"

#include <ATen/core/grad_mode.h>
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

/// Operator `pruned_channels`: removes the least important inner channels of residual blocks,
/// attention heads and feed-forward columns, and trains the rest for two epochs. `keep=SHARE` is
/// the share that is kept. The model becomes smaller. channel_chains.h says what can be removed.
/// Sources: Li et al., ICLR 2017 (channels); Michel et al., NeurIPS 2019 (heads).
Variant apply_pruned_channels(const Graph& whole, const OperatorCall& call,
                              const PrepareContext& context) {
  const double share = *call.number("keep");
  const auto smaller = [&] { return remove_channels(whole, share); };
  if (!context.training) return {{smaller()}};
  const TrainingConfig config = fine_tuning(context.subject->training, 2, 0.3);
  return {{find_or_learn(
      {learnt_name(context),
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
