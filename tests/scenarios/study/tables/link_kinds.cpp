#include "scenarios/study/tables/link_kinds.h"

#include <yaml-cpp/yaml.h>

#include <catch2/catch.hpp>

#include "network/packet/packet_link.h"
#include "scenarios/study/yaml/document.h"

using namespace tiersim;
using namespace std::chrono_literals;

namespace {

/// A kind with a setting of each type, and one part that it has in common with others.
class Pigeon final : public LinkKind {
 public:
  std::string_view name() const override { return "pigeon"; }
  std::string_view title() const override { return "pigeon"; }
  std::string_view meaning() const override { return "RFC 1149."; }
  std::vector<LinkPart> parts() const override { return {LinkPart::delay}; }
  std::vector<AnyLinkSetting> settings() const override {
    return {LinkSetting<std::int64_t>{"birds", 1, 99, 2, 3, "In a flock."},
            LinkSetting<Bytes>{"leg", {1}, {500}, {256}, {100}, "Bytes on a leg."},
            LinkSetting<BitsPerSecond>{"pen", {1}, {100}, {20}, {30}, "Rate of the writer."},
            LinkSetting<Duration>{"rest", 0s, 9s, 1s, 2s, "Between two flights."},
            LinkSetting<Fraction>{"hawks", {0}, {0.5}, {0.1}, {0.2}, "Birds that are eaten."},
            LinkSetting<Packets>{"nest", {1}, {8}, {4}, {5}, "Packets that wait."},
            LinkSetting<Metres>{"height", {10}, {90}, {50}, {60}, "Of the flight."},
            LinkChoice{"season", {"summer", "winter"}, "When it is."}};
  }
  BitsPerSecond long_run_rate(const Link&, bool) const override { return {}; }
  Duration propagation(const Link&) const override { return {}; }
  Pace pace(const Link&, bool) const override { return {}; }
  std::unique_ptr<PacketLink> install(const Link&, const PacketLinkSite&) const override {
    return nullptr;
  }
};

const Pigeon kPigeon;

StudyLink read(const std::string& yaml) {
  const Document document = Document::parse(yaml, "s.yaml");
  ReadContext context;
  StudyLink link;
  link.kind = &kPigeon;
  read_keys(make_link_keys(kPigeon), Value::root_of(document, context), link);
  return link;
}

std::string printed(const StudyLink& link) {
  YAML::Emitter out;
  out << YAML::Flow << YAML::BeginMap;
  print_keys(make_link_keys(kPigeon), link, out);
  out << YAML::EndMap;
  return out.c_str();
}

}  // namespace

TEST_CASE("The keys of a kind are its own settings, then the parts that it shares with others",
          "[link_keys]") {
  const std::vector<std::string> wanted{"kind",  "birds", "leg",    "pen",    "rest",
                                        "hawks", "nest",  "height", "season", "delay"};
  CHECK(make_link_keys(kPigeon).names == wanted);
}

TEST_CASE("A setting of a kind's own is read within its range and printed with its unit",
          "[link_keys]") {
  CHECK(printed(read("{kind: pigeon, delay: 1 s}")) ==
        "{kind: pigeon, birds: 2, leg: 256 B, pen: 20 bps, rest: 1 s, hawks: 10 %, nest: 4 "
        "packets, height: 50 m, season: summer, delay: 1 s}");
  const std::string other =
      "{kind: pigeon, birds: 3, leg: 100 B, pen: 30 bps, rest: 2 s, hawks: 20 %, nest: 5 packets, "
      "height: 60 m, season: winter, delay: 2 s}";
  CHECK(printed(read(other)) == other);

  CHECK_THROWS_WITH(read("{kind: pigeon, delay: 1 s, leg: 600 B}"),
                    "s.yaml:1:33: leg: 600 B is out of range (use 1 B to 500 B)");
  CHECK_THROWS_WITH(read("{kind: pigeon, delay: 1 s, pen: 1 kbps}"),
                    "s.yaml:1:33: pen: 1 kbps is out of range (use 1 bps to 100 bps)");
  CHECK_THROWS_WITH(read("{kind: pigeon, delay: 1 s, season: autumn}"),
                    "s.yaml:1:36: season: unknown value \"autumn\" (use one of summer, winter)");
  CHECK_THROWS_WITH(read("{kind: pigeon}"),
                    "s.yaml:1:1: study: has no delay (add e.g. delay: 10 ms)");
}

TEST_CASE("The documentation of such a setting has its range, its default and an example",
          "[link_keys]") {
  const KeyTable<StudyLink> table = make_link_keys(kPigeon);
  const KeyDescription birds = table.keys[1].description, height = table.keys[7].description;
  CHECK(birds.values == "1 to 99");
  CHECK(birds.examples == std::vector<Json>{3});
  CHECK(schema_of(birds)["default"] == 2);
  CHECK(height.values == "10 m to 90 m");
  CHECK(height.meaning == "Of the flight.");
  CHECK(height.examples == std::vector<Json>{"60 m"});
  CHECK(height.default_value == "50 m");
}
