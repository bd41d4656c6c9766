#include "models/weights/huggingface.h"

#include <catch2/catch.hpp>
#include <fstream>

#include "sim/base/error.h"
#include "tests/models/weights/pth_files.h"

using namespace tiersim;
using namespace tiersim::models;
using Catch::Contains;

namespace {

const std::filesystem::path kModelFolder =
    std::filesystem::temp_directory_path() / "tiersim-test-huggingface";

void write_text(const std::string& name, const std::string& text) {
  std::ofstream(kModelFolder / name, std::ios::binary) << text;
}

/// Makes the folder anew, with only this config.json in it.
void make_folder(const std::string& config) {
  std::filesystem::remove_all(kModelFolder);
  std::filesystem::create_directory(kModelFolder);
  write_text("config.json", config);
}

TransformerConfig config_of(const std::string& text) {
  make_folder(text);
  return read_transformer_config(kModelFolder);
}

std::vector<std::string> names(const TensorFile& file) {
  std::vector<std::string> result;
  for (const auto& [name, tensor] : file.tensors) result.push_back(name);
  return result;
}

TensorFile tensors_of(const std::vector<std::string>& names) {
  TensorFile file;
  for (std::size_t i = 0; i < names.size(); ++i)
    file.tensors[names[i]] = at::full({2}, static_cast<double>(i));
  return file;
}

}  // namespace

TEST_CASE("A key that config.json lacks has transformers' default", "[huggingface]") {
  const TransformerConfig bert = config_of(R"({"model_type": "bert"})");
  CHECK(bert.vocab_size == 30522);  // configuration_bert.py
  CHECK(bert.hidden_size == 768);
  CHECK(bert.num_hidden_layers == 12);
  CHECK(bert.num_attention_heads == 12);
  CHECK(bert.intermediate_size == 3072);
  CHECK(bert.max_position_embeddings == 512);
  CHECK(bert.type_vocab_size == 2);
  CHECK(bert.layer_norm_eps == 1e-12);
  CHECK(bert.pad_token_id == 0);
  CHECK(bert.hidden_act == "gelu");
  CHECK(bert.labels == std::vector<std::string>{"LABEL_0", "LABEL_1"});
  const TransformerConfig roberta = config_of(R"({"model_type": "roberta", "pad_token_id": null})");
  CHECK(roberta.vocab_size == 50265);  // configuration_roberta.py
  CHECK(roberta.pad_token_id == 1);
  CHECK(config_of(R"({"architectures": ["BertForMaskedLM"]})").model_type == "bert");
  CHECK(config_of(R"({"architectures": ["RobertaModel"]})").model_type == "roberta");
}

TEST_CASE("The keys of config.json are read", "[huggingface]") {
  const TransformerConfig config = config_of(R"({
    "model_type": "roberta", "vocab_size": 100, "hidden_size": 8, "num_hidden_layers": 3,
    "num_attention_heads": 2, "intermediate_size": 16, "max_position_embeddings": 34,
    "type_vocab_size": 1, "layer_norm_eps": 1e-5, "pad_token_id": 3,
    "id2label": {"1": "neutral", "0": "négatif", "2": "positive"}, "num_labels": 3,
    "position_embedding_type": "absolute", "is_decoder": false, "anything_else": [1, {"a": 2}]})");
  CHECK(config.vocab_size == 100);
  CHECK(config.hidden_size == 8);
  CHECK(config.num_hidden_layers == 3);
  CHECK(config.num_attention_heads == 2);
  CHECK(config.intermediate_size == 16);
  CHECK(config.max_position_embeddings == 34);
  CHECK(config.type_vocab_size == 1);
  CHECK(config.layer_norm_eps == 1e-5);
  CHECK(config.pad_token_id == 3);
  CHECK(config.num_labels == 3);
  CHECK(config.labels == std::vector<std::string>{"négatif", "neutral", "positive"});
  CHECK(config_of(R"({"model_type": "bert", "num_labels": 1})").labels.size() == 1);
}

TEST_CASE("A config.json that is hostile or of an unsupported model is refused with the key",
          "[huggingface]") {
  struct Row {
    std::string more, complaint;
  };
  const Row rows[] = {
      {R"("model_type": "distilbert")", "\"distilbert\", neither bert nor roberta"},
      {R"("model_type": 7)", "\"model_type\" is no text"},
      {R"("architectures": "BertModel")", "\"model_type\" is missing"},
      {R"("architectures": [7])", "\"model_type\" is missing"},
      {R"("hidden_act": "relu")", "\"hidden_act\" is \"relu\", not gelu"},
      {R"("hidden_act": "gelu_new")", "not gelu"},
      {R"("position_embedding_type": "relative_key")", "not absolute"},
      {R"("is_decoder": true)", "is_decoder"},
      {R"("hidden_size": "768")", "\"hidden_size\" is no whole number"},
      {R"("hidden_size": 768.0)", "no whole number"},
      {R"("hidden_size": true)", "no whole number"},
      {R"("hidden_size": [768])", "no whole number"},
      {R"("hidden_size": 770)", "no multiple"},
      {R"("hidden_size": 0)", "not between"},
      {R"("num_attention_heads": 0)", "not between"},
      {R"("num_hidden_layers": -1)", "not between"},
      {R"("num_hidden_layers": 1000000000)", "not between"},
      {R"("vocab_size": 9223372036854775808)", "not between"},
      {R"("vocab_size": 1e30)", "no whole number"},
      {R"("pad_token_id": 30522)", "not between"},
      {R"("layer_norm_eps": 0)", "not above 0"},
      {R"("layer_norm_eps": -1e-12)", "not above 0"},
      {R"("layer_norm_eps": 1e300)", "not above 0"},
      {R"("layer_norm_eps": "1e-12")", "no number"},
      {R"("id2label": {})", "no table"},
      {R"("id2label": ["a", "b"])", "no table"},
      {R"("id2label": {"0": "a", "2": "b"})", "lacks 1"},
      {R"("id2label": {"zero": "a"})", "lacks 0"},
      {R"("id2label": {"0": 7})", "no text"},
      {R"("id2label": {"0": "\u001b[31m"})", "not plain text"},
      {R"("id2label": {"0": "a"}, "num_labels": 2)", "not the number of labels"},
      {R"("num_labels": 1000000000)", "not between"},
      {R"("a": 1, "a": 2)", "twice"},
      {R"("a": )" + std::string(1000, '['), "too deep"},
      {R"("a": )", "config.json"},
  };
  for (const Row& row : rows) {
    INFO(row.more);
    const bool typed = row.complaint.find("model_type") != std::string::npos ||
                       row.more.find("model_type") != std::string::npos;
    const std::string type = typed ? "" : R"("model_type": "bert", )";
    CHECK_THROWS_MATCHES(config_of("{" + type + row.more + "}"), UserError,
                         Catch::Predicate<UserError>([&](const UserError& error) {
                           INFO(error.what());
                           return Contains(row.complaint).match(error.what());
                         }));
  }
  CHECK_THROWS_WITH(config_of("[]"), Contains("not a JSON object"));
  CHECK_THROWS_WITH(config_of(std::string(17'000'000, ' ')), Contains("longer than 16 MB"));
  CHECK_THROWS_WITH(config_of(R"({"model_type":"roberta","max_position_embeddings":2})"),
                    Contains("no position behind"));
}

TEST_CASE("Weights get the names that transformers uses today", "[huggingface]") {
  make_folder(R"({"model_type": "bert"})");
  const TensorFile old =
      tensors_of({"bert.embeddings.LayerNorm.gamma", "bert.embeddings.LayerNorm.beta",
                  "bert.embeddings.position_ids", "cls.predictions.bias", "classifier.weight"});
  write_safetensors(kModelFolder / "model.safetensors", old);
  CHECK(names(read_huggingface_weights(kModelFolder)) ==
        std::vector<std::string>{"bert.embeddings.LayerNorm.bias",
                                 "bert.embeddings.LayerNorm.weight", "classifier.weight"});
  make_folder(R"({"model_type": "roberta"})");
  const TensorFile bare =
      tensors_of({"embeddings.word_embeddings.weight", "embeddings.position_ids",
                  "encoder.layer.0.output.dense.bias", "pooler.dense.bias", "lm_head.bias"});
  write_safetensors(kModelFolder / "model.safetensors", bare);
  CHECK(names(read_huggingface_weights(kModelFolder)) ==
        std::vector<std::string>{"roberta.embeddings.word_embeddings.weight",
                                 "roberta.encoder.layer.0.output.dense.bias",
                                 "roberta.pooler.dense.bias"});
  const TensorFile both = tensors_of({"embeddings.a", "roberta.embeddings.a"});
  write_safetensors(kModelFolder / "model.safetensors", both);
  CHECK_THROWS_WITH(read_huggingface_weights(kModelFolder), Contains("two tensors would be"));
}

TEST_CASE("Weights are found in one file or in shards, safetensors first", "[huggingface]") {
  make_folder(R"({"model_type": "bert"})");
  CHECK_THROWS_WITH(read_huggingface_weights(kModelFolder),
                    Contains("no weights (fetch model.safetensors or pytorch_model.bin"));
  write_text("pytorch_model.bin.index.json", R"({"weight_map": {"bert.a": "part-1.bin"}})");
  write_zip_pth(kModelFolder / "part-1.bin",
                state_dict_pickle({{"bert.a", "FloatStorage", "0", 2, 0, {2}, {1}}}, false),
                {{"0", at::ones({2})}});
  CHECK(at::equal(read_huggingface_weights(kModelFolder).tensors.at("bert.a"), at::ones({2})));
  write_legacy_pth(kModelFolder / "pytorch_model.bin",
                   state_dict_pickle({{"bert.a", "FloatStorage", "0", 2, 0, {2}, {1}}}, true),
                   {{"0", at::zeros({2})}});
  CHECK(at::equal(read_huggingface_weights(kModelFolder).tensors.at("bert.a"), at::zeros({2})));
  write_text("model.safetensors.index.json",
             R"({"metadata": {"total_size": 24}, "weight_map": {
                 "bert.a": "part-1.safetensors", "bert.b": "part-2.safetensors"}})");
  write_safetensors(kModelFolder / "part-1.safetensors", tensors_of({"bert.a", "bert.b"}));  // b: 1
  write_safetensors(kModelFolder / "part-2.safetensors", tensors_of({"bert.b"}));            // b: 0
  const TensorFile sharded = read_huggingface_weights(kModelFolder);
  CHECK(sharded.tensors.size() == 2);
  // From the file that the index names.
  CHECK(at::equal(sharded.tensors.at("bert.b"), at::zeros({2})));
  write_safetensors(kModelFolder / "model.safetensors", tensors_of({"bert.c"}));
  CHECK(names(read_huggingface_weights(kModelFolder)) == std::vector<std::string>{"bert.c"});
}

TEST_CASE("An index that names a file outside its folder, or a missing file, is refused",
          "[huggingface]") {
  make_folder(R"({"model_type": "bert"})");
  write_safetensors(kModelFolder.parent_path() / "tiersim-test-outside.safetensors",
                    tensors_of({"a"}));
  const auto complaint = [](const std::string& index) {
    write_text("model.safetensors.index.json", index);
    try {
      read_huggingface_weights(kModelFolder);
      return std::string();
    } catch (const UserError& error) {
      return std::string(error.what());
    }
  };
  for (const char* file :
       {"../tiersim-test-outside.safetensors", "/tmp/tiersim-test-outside.safetensors", "..", ".",
        "", "a/b.safetensors", "a\\\\b.safetensors", "a\\u0000.safetensors", ".hidden"}) {
    INFO(file);
    CHECK_THAT(complaint(std::string(R"({"weight_map": {"a": ")") + file + "\"}}"),
               Contains("is not in the index's folder"));
  }
  CHECK_THAT(complaint(R"({"weight_map": {"a": 7}})"), Contains("is not in the index's folder"));
  CHECK_THAT(complaint(R"({"weight_map": ["a"]})"), Contains("lacks \"weight_map\""));
  CHECK_THAT(complaint("{}"), Contains("lacks \"weight_map\""));
  CHECK_THAT(complaint("nonsense"), Contains("index.json"));
  CHECK_THAT(complaint(R"({"weight_map": {"a": "gone.safetensors"}})"),
             Contains("gone.safetensors is missing (fetch it"));
  write_safetensors(kModelFolder / "part.safetensors", tensors_of({"b"}));
  CHECK_THAT(complaint(R"({"weight_map": {"a": "part.safetensors"}})"),
             Contains("\"a\" is not in part.safetensors"));
  std::filesystem::remove_all(kModelFolder);
  CHECK_THROWS_WITH(read_huggingface_weights(kModelFolder), Contains("no config.json (fetch it"));
}
