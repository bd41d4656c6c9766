#include "scenarios/study/reference/study_schema.h"

#include <fmt/format.h>

#include "scenarios/study/keys/quantities.h"
#include "scenarios/study/tables/link_kinds.h"
#include "scenarios/study/tables/model_source.h"
#include "scenarios/study/tables/models.h"
#include "scenarios/study/tables/study_keys.h"
#include "scenarios/study/tables/tiers.h"

namespace tiersim {
namespace {

/// A reference to one of the definitions of the schema.
Json reference_to(const std::string& name) { return {{"$ref", "#/$defs/" + name}}; }

Json link_or_none(const Json& link) {
  return {{"anyOf", Json::array({{{"enum", {"none", nullptr}}}, link})}};
}

/// A link of any kind that may be there. The key `kind` says which.
Json schema_of_link(bool is_access) {
  const LinkKind* const default_kind = StudyLink{}.kind;
  Json schema = link_or_none(reference_to(std::string(default_kind->name())));
  for (const LinkKind* kind : link_kinds()) {
    if (kind == default_kind || (kind->is_access_only() && !is_access)) continue;
    schema = {{"if",
               {{"properties", {{"kind", schema_of(kind_key(*kind).description)}}},
                {"required", {"kind"}}}},
              {"then", link_or_none(reference_to(std::string(kind->name())))},
              {"else", schema}};
  }
  return schema;
}

/// "tiers|links|network|...".
std::string swept_names() {
  std::string names;
  for (const StudyKey& key : study_keys())
    if (key.is_swept) names += (names.empty() ? "" : "|") + key.name();
  return names;
}

/// `sweep` and its parts.
void define_sweep(Json& definitions) {
  definitions["swept_path"] = {{"pattern", fmt::format("^({})(\\..+)?$", swept_names())}};
  definitions.update(Json::parse(R"json({
    "values": {"anyOf": [
      {"type": "array", "items": {"type": ["string", "number", "boolean"]}, "minItems": 1,
       "uniqueItems": true},
      {"description": "FROM .. TO, log|linear, N steps. Inside braces it is quoted.",
       "type": "string", "pattern": "^.+\\.\\..+, *(log|linear) *, *[0-9]+ *steps$"}]},
    "zipped": {
      "type": "object",
      "minProperties": 2,
      "propertyNames": {"$ref": "#/$defs/swept_path"},
      "additionalProperties": {"$ref": "#/$defs/values"}},
    "sweep": {
      "type": "object",
      "propertyNames": {"anyOf": [{"const": "zip"}, {"$ref": "#/$defs/swept_path"}]},
      "properties": {"zip": {
        "description": "Paths that advance together. A list of such maps makes several groups.",
        "anyOf": [
          {"$ref": "#/$defs/zipped"},
          {"type": "array", "items": {"$ref": "#/$defs/zipped"}, "minItems": 1}],
        "examples": [
          {"links.mobile-edge.bandwidth": ["1 Mbps", "20 Mbps"],
           "links.mobile-edge.delay": ["60 ms", "25 ms"]},
          [{"seed": [1, 2], "request.count": [10, 20]},
           {"start": ["warm", "cold"], "relay": ["routed", "store-and-forward"]}]]}},
      "additionalProperties": {"$ref": "#/$defs/values"},
      "examples": [
        {"links.mobile-edge.bandwidth": ["1 Mbps", "10 Mbps"],
         "request.arrivals": ["poisson 1 /s", "poisson 5 /s"]},
        {"links.mobile-edge.bandwidth": "1 Mbps .. 200 Mbps, log, 20 steps",
         "tiers.edge.cpu_share": "10 .. 100 %, linear, 10 steps"}]}})json"));
}

Json definitions() {
  Json all = Json::object();
  for (const QuantityKind& kind : quantity_kinds())
    all[kind.name] = {{"type", "string"}, {"pattern", "^" + kind.pattern() + "$"}};
  all["path"] = {{"description", "Relative to this file's folder, or absolute."},
                 {"type", "string"},
                 {"minLength", 1}};
  all["names"] = Json::parse(R"({"type": "array", "items": {"type": "string", "minLength": 1},
                                 "minItems": 1, "uniqueItems": true})");
  all["tier"] = schema_of(tier_keys());
  all["tier"]["type"] = {"object", "null"};
  all["link"] = schema_of_link(false);
  all["access_link"] = schema_of_link(true);
  for (const LinkKind* kind : link_kinds())
    all[std::string(kind->name())] = schema_of(keys_of(*kind));
  all["trace"] = schema_of(trace_keys());
  all["background_map"] = schema_of(background_keys());
  all["model"] = schema_of(model_keys());
  all["variant"] = schema_of(variant_keys());
  all["input"] = Json::parse(
      R"({"type": "string", "pattern": "^([13]x[0-9]{1,4}x[0-9]{1,4}|[0-9]{1,4} tokens)$"})");
  define_sweep(all);
  return all;
}

}  // namespace

std::string study_schema() {
  std::vector<KeyDescription> keys;
  for (const StudyKey& key : study_keys()) keys.push_back(key.key.description);
  Json schema{
      {"$schema", "https://json-schema.org/draft/2020-12/schema"},
      {"title", "tiersim study"},
      {"description",
       "Which rewrite of a model, on which tier, over which links, gives which latency at which "
       "accuracy. Reference: docs/study.md."}};
  // An included file may have the tiers.
  Json map = schema_of_map(
      keys, Json::parse(R"({"anyOf": [{"required": ["tiers"]}, {"required": ["include"]}]})"));
  map["required"].erase(std::find(map["required"].begin(), map["required"].end(), "tiers"));
  schema.update(map);
  schema["$defs"] = definitions();
  return schema.dump(2) + "\n";
}

}  // namespace tiersim
