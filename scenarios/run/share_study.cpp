#include "scenarios/run/share_study.h"

#include <fmt/format.h>

#include <csignal>

#include "scenarios/measure/measured_message.h"
#include "scenarios/run/scenario/routes.h"
#include "scenarios/run/scenario/run_scenario.h"
#include "scenarios/run/store/provenance.h"
#include "scenarios/run/store/version.h"
#include "scenarios/run/trust/set_trust.h"
#include "scenarios/run/workers/message_parts.h"
#include "sim/base/error.h"
#include "sim/results/packed_result.h"

namespace tiersim {
namespace {

/// What must be the same for all ranks, and what the message says if it is not.
const std::pair<const char*, const char*> kAlike[] = {
    {"build", "is another build of tiersim than rank 0 (install one for all)"},
    {"study", "reads another study than rank 0 (all ranks need the same files)"},
    {"inputs", "reads other traces than rank 0 (all ranks need the same files)"}};

nlohmann::json facts(const ExpandedStudy& study, const MeasuredStudy& measured) {
  return {{"build", this_build()},
          {"study", study.expanded_yaml},
          {"inputs", inputs_key(study, measured)}};
}

}  // namespace

JobSet work_of(const ExpandedStudy& study, const MeasuredStudy& measured) {
  JobSet work;
  work.run = [&](std::size_t id) { return pack(run_scenario(study, id, measured)); };
  work.failed = [&](std::size_t id, const std::string& reason) {
    ScenarioResult result = describe_scenario(study, id, measured, route_of_scenario(study, id));
    result.status = "failed";
    result.reason = reason;
    set_trust({}, result);
    return pack(result);
  };
  return work;
}

Helpers share_study(const ExpandedStudy& study, const MeasuredStudy& measured, Ranks& ranks) {
  ranks.send_to_others(facts(study, measured));
  send_in_parts(to_bytes(measured),
                [&](const nlohmann::json& part) { ranks.send_to_others(part); });
  Helpers helpers;
  for (int answers = 1; answers < ranks.size(); ++answers) {
    const auto message = ranks.receive();
    if (!message) throw std::runtime_error("MPI has ended");
    const nlohmann::json& answer = message->content;
    if (answer.contains("error")) throw UserError(answer.at("error"));
    if (answer.contains("ready")) helpers[message->from] = answer.at("ready");
  }
  return helpers;
}

int help_with_study(const std::function<ExpandedStudy()>& read, int workers, Ranks& ranks) {
  // These signals go to all ranks. Rank 0 decides what follows.
  signal(SIGINT, SIG_IGN);
  signal(SIGTERM, SIG_IGN);
  const auto wait_for_end = [&] {
    while (const auto message = ranks.receive())
      if (message->content.contains("end")) return message->content.at("end").get<int>();
    return 1;  // MPI has ended, and rank 0 with it
  };
  const auto first = ranks.receive();
  if (!first) return 1;
  if (first->content.contains("end")) return first->content.at("end");
  std::string bytes;
  for (bool last = false; !last;) {
    const auto part = ranks.receive();
    if (!part) return 1;
    last = add_part(part->content, bytes);
  }
  try {
    const ExpandedStudy study = read();
    const MeasuredStudy measured = measured_from_bytes(bytes);
    const nlohmann::json here = facts(study, measured);
    for (const auto& [fact, problem] : kAlike)
      if (here.at(fact) != first->content.at(fact)) throw UserError(problem);
    ranks.send(0, {{"ready", workers}});
    return help_rank_0(work_of(study, measured), workers, ranks);
  } catch (const std::exception& error) {
    ranks.send(
        0, {{"error", fmt::format("rank {} on {}: {}", ranks.rank(), host_name(), error.what())}});
    return wait_for_end();
  }
}

}  // namespace tiersim
