#include "scenarios/study/tables/study_link.h"

namespace tiersim {
namespace {

using namespace std::chrono_literals;

bool pauses(const Background& background) { return background.on != Duration{0}; }

bool flows(const Background& background) {
  return background.up.value != 0 || background.down.value != 0;
}

void check_given_together_in_background(const Value& value) {
  if (value["on"].given() != value["off"].given())
    value.fail("has one of on and off (write both, or neither for constant traffic)");
}

}  // namespace

const KeyTable<Background>& background_keys() {
  static const KeyTable<Background> table = [] {
    KeyTable<Background> background({
        key<Background>("up", &Background::up, bandwidth(), "Rate away from where requests start.",
                        {"20 Mbps"}),
        key<Background>("down", &Background::down, bandwidth(), "Rate back.", {"5 Mbps"}),
        key<Background>("on", &Background::on, duration(1us, 1h),
                        "Mean of the exponential times in which traffic flows.", {"2 s"})
            .without_default("constant traffic")
            .printed_if(pauses),
        key<Background>("off", &Background::off, duration(1us, 1h),
                        "Mean of the exponential times in which no traffic flows.", {"8 s"})
            .without_default("constant traffic")
            .printed_if(pauses),
    });
    background.check_given = check_given_together_in_background;
    background.rules = Json::parse(R"({"dependentRequired": {"on": ["off"], "off": ["on"]}})");
    return background;
  }();
  return table;
}

Key<StudyLink> background_key() {
  Key<StudyLink> made;
  made.description.name = "background";
  made.description.meaning =
      "Traffic of others over this link: a rate for both directions, or one for each.";
  made.description.examples = {
      "20 Mbps", {{"up", "20 Mbps"}, {"down", "5 Mbps"}, {"on", "2 s"}, {"off", "8 s"}}};
  made.description.schema = Json::parse(R"({"anyOf": [
      {"$ref": "#/$defs/bandwidth"}, {"$ref": "#/$defs/background_map"}, {"type": "null"}]})");
  made.description.values = "`20 Mbps` or `{up: 20 Mbps, down: 5 Mbps, on: 2 s, off: 8 s}`";
  made.read = [](const Value& value, StudyLink& link) {
    if (value.is_scalar())
      link.background.up = link.background.down = read_bandwidth(value);
    else
      read_keys(background_keys(), value, link.background);
  };
  made.print = [](const StudyLink& link, YAML::Emitter& out) {
    out << YAML::Flow << YAML::BeginMap;
    print_keys(background_keys(), link.background, out);
    out << YAML::EndMap;
  };
  made.is_printed = [](const StudyLink& link) { return flows(link.background); };
  return made;
}

}  // namespace tiersim
