#include "models/data/tokenizers/tokens.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>

#include "models/data/tokenizers/byte_bpe.h"
#include "models/data/tokenizers/learn_vocabulary.h"
#include "models/data/tokenizers/wordpiece.h"
#include "sim/base/error.h"

namespace tiersim::models {
namespace {

void write_text(const std::filesystem::path& path, const std::string& text) {
  std::ofstream file(path, std::ios::binary);
  file << text;
  file.close();
  if (!file)
    throw UserError(fmt::format("{}: cannot be written (is the disk full, the folder writable?)",
                                path.string()));
}

}  // namespace

Dataset tokenize(const TextTable& table, const Tokenizer& tokenizer, std::size_t max_tokens) {
  std::vector<std::vector<std::int64_t>> rows;
  std::vector<std::int64_t> bytes;
  std::size_t longest = 1;
  for (std::size_t i = 0; i < table.first.size(); ++i) {
    rows.push_back(
        tokenizer.encode(table.first[i], table.second.empty() ? "" : table.second[i], max_tokens));
    longest = std::max(longest, rows.back().size());
    const std::size_t second = table.second.empty() ? 0 : table.second[i].size();
    bytes.push_back(static_cast<std::int64_t>(table.first[i].size() + second));
  }
  Dataset data;
  data.name = table.name;
  data.classes = table.classes;
  data.labels = at::tensor(table.labels, at::kLong);
  data.own_bytes = at::tensor(bytes, at::kLong);
  data.pad_id = tokenizer.pad_id();
  data.items =
      at::full({static_cast<std::int64_t>(rows.size()), static_cast<std::int64_t>(longest)},
               data.pad_id, at::kLong);
  for (std::size_t i = 0; i < rows.size(); ++i)
    std::copy(rows[i].begin(), rows[i].end(), data.items.data_ptr<std::int64_t>() + i * longest);
  return data;
}

std::unique_ptr<Tokenizer> read_tokenizer(TokenizerKind kind, const std::filesystem::path& folder) {
  if (kind == TokenizerKind::wordpiece)
    return std::make_unique<WordPiece>(WordPiece::from_file(folder / "vocab.txt"));
  return std::make_unique<ByteBpe>(
      ByteBpe::from_files(folder / "vocab.json", folder / "merges.txt"));
}

void write_vocabulary(TokenizerKind kind, const std::vector<std::string>& texts, std::size_t size,
                      const std::filesystem::path& folder) {
  std::filesystem::create_directories(folder);
  if (kind == TokenizerKind::wordpiece) {
    write_text(folder / "vocab.txt",
               fmt::format("{}\n", fmt::join(learn_wordpiece(texts, size), "\n")));
    return;
  }
  const ByteBpeVocabulary vocabulary = learn_byte_bpe(texts, size);
  nlohmann::json ids = nlohmann::json::object();
  for (std::size_t id = 0; id < vocabulary.vocabulary.size(); ++id)
    ids[vocabulary.vocabulary[id]] = id;
  std::string merges = "#version: 0.2\n";
  for (const auto& [left, right] : vocabulary.merges) merges += fmt::format("{} {}\n", left, right);
  write_text(folder / "vocab.json", ids.dump());
  write_text(folder / "merges.txt", merges);
}

}  // namespace tiersim::models
