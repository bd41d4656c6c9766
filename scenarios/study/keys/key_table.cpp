#include "scenarios/study/keys/key_table.h"

namespace tiersim {

Json default_in_schema(const KeyDescription& key) {
  const std::string type = key.schema.value("type", "");
  return type == "integer" || type == "boolean" ? Json::parse(*key.default_value)
                                                : Json(*key.default_value);
}

Json schema_of(const KeyDescription& key) {
  Json schema{{"description", key.meaning}};
  schema.update(key.schema);
  if (key.default_value) schema["default"] = default_in_schema(key);
  if (!key.examples.empty()) schema["examples"] = key.examples;
  return schema;
}

Json schema_of_map(const std::vector<KeyDescription>& keys, const Json& rules) {
  Json schema{{"type", "object"}};
  Json properties = Json::object(), required = Json::array();
  for (const KeyDescription& key : keys) {
    properties[key.name] = schema_of(key);
    if (!key.missing.empty()) required.push_back(key.name);
  }
  if (!required.empty()) schema["required"] = required;
  schema.update(rules);
  schema["additionalProperties"] = false;
  schema["properties"] = properties;
  return schema;
}

}  // namespace tiersim
