#include "models/subjects/own_subject.h"

#include <ATen/core/grad_mode.h>
#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "models/ir/interpreter.h"
#include "models/subjects/class_names.h"
#include "models/subjects/own_data.h"
#include "models/subjects/own_graph.h"
#include "models/subjects/own_vocabulary.h"
#include "sim/base/content_key.h"
#include "sim/base/error.h"

namespace tiersim::models {
namespace {

namespace fs = std::filesystem;

// Most images for requests: the values of an image do not change its time. All texts are used,
// because their lengths do.
constexpr std::int64_t kMostRequestImages = 64;

/// Training a resnet50 on batches of 32 photos of 224 x 224 takes some 4 GB.
TrainingConfig photo_training() {
  TrainingConfig config;
  config.batch_size = 32;
  config.peak_learning_rate = 0.025;  // 0.1 for a batch of 256, scaled (He et al., 2016)
  config.weight_decay = 1e-4;
  return config;
}

/// Fine-tuning uses 0.05 to 0.3 of this rate: 1e-5 to 6e-5 (Devlin et al.: 2e-5 to 5e-5).
TrainingConfig long_text_training() {
  TrainingConfig config;
  config.optimizer = Optimizer::adamw;
  config.epochs = 4;
  config.batch_size = 32;
  config.peak_learning_rate = 2e-4;
  config.weight_decay = 0.01;
  return config;
}

/// Reads the files that a spec names, and checks that they fit together.
class OwnFiles {
 public:
  OwnFiles(ModelSpec spec, Progress progress)
      : spec_(std::move(spec)), progress_(std::move(progress)), folder_(spec_.folder) {}

  const ModelSpec& spec() const { return spec_; }
  at::Tensor sample() const { return own_sample(spec_.source, folder_); }
  Graph layers() const {
    return spec_.source.torchscript.empty() ? own_layers(spec_.source, folder_) : load();
  }

  Graph load() const {
    Graph graph = own_graph(spec_.source, folder_);
    classes_ = told_apart(graph, weights_path(spec_.source));
    if (reads_texts_from_files()) set_tokens(graph);
    return graph;
  }

  Graph load_variant(const std::string& name) const {
    ModelSource source = spec_.variants.at(name);
    std::error_code error;
    const bool inherits = source.architecture.empty() && source.torchscript.empty() &&
                          !fs::is_directory(folder_ / source.weights, error);
    if (inherits) source.architecture = architecture_of_model(name);
    const fs::path path = weights_path(source);
    check_input(source, path);
    Graph graph = own_graph(source, folder_);
    const std::int64_t count = told_apart(graph, path);
    if (count != classes())
      throw UserError(
          fmt::format("{}: has {} classes, the model has {} (bring a variant of "
                      "the same classes)",
                      path.string(), count, classes()));
    if (reads_texts_from_files()) set_tokens(graph);
    return graph;
  }

  Dataset data(Split split) const {
    const fs::path path = folder_ / (split == Split::train ? spec_.train : spec_.test);
    Dataset result = read(path, kAllItems);
    if (names_.empty()) {
      const fs::path first = folder_ / (spec_.train.empty() ? spec_.test : spec_.train);
      take_classes(first == path ? result : read(first, kAllItems), first);
    }
    renumber(result, names_, path);
    return result;
  }

  Dataset requests(std::int64_t count) const {
    const bool texts = reads_texts_from_files();
    return read(folder_ / spec_.test, texts ? count : std::min(count, kMostRequestImages));
  }

  std::string content(const std::string& first_operator) const {
    if (content_.empty()) {
      std::vector<std::string> parts{source_key(spec_.source)};
      for (const std::string& path : {spec_.train, spec_.test})
        parts.push_back(path.empty() ? "" : data_key(folder_ / path));
      if (spec_.classes) parts.push_back(name_of(*spec_.classes));
      content_ = content_key(parts);
    }
    const auto variant = spec_.variants.find(first_operator);
    return variant == spec_.variants.end()
               ? content_
               : content_key({content_, first_operator, source_key(variant->second)});
  }

  /// What the user should know of the data; empty before they are read.
  const std::string& remark() const { return remark_; }

 private:
  /// Numbers the classes by the names in `data`, and tells the user how.
  void take_classes(const Dataset& data, const fs::path& path) const {
    ClassNames named =
        classes_of(data, classes(), named_classes(spec_.source, folder_), spec_.classes, path);
    progress_(fmt::format("{}: class {}", path.string(), mapping_of(named.names)));
    if (!named.warning.empty()) {
      remark_ = path.filename().string() + ": " + named.warning;
      progress_("warning: " + path.string() + ": " + named.warning);
    }
    names_ = std::move(named.names);
  }

  /// A name for the content of the files, whatever their paths.
  std::string source_key(const ModelSource& source) const {
    return content_key({source.architecture, source.torchscript.empty() ? "weights" : "torchscript",
                        weights_key(weights_path(source))});
  }

  /// The number of classes that the weights of the file `path` tell apart.
  std::int64_t told_apart(const Graph& graph, const fs::path& path) const {
    const at::NoGradGuard no_gradients;
    const at::Tensor logits = interpret(graph, sample());
    if (!at::isfinite(logits).all().item<bool>())
      throw UserError(
          fmt::format("{}: its answer to a random input has logits that are not finite numbers "
                      "(are these the trained weights?)",
                      path.string()));
    return logits.size(1);
  }

  fs::path weights_path(const ModelSource& source) const {
    return folder_ / (source.torchscript.empty() ? source.weights : source.torchscript);
  }

  bool reads_texts_from_files() const {
    std::error_code error;
    return !spec_.test.empty() && !fs::is_directory(folder_ / spec_.test, error);
  }

  std::int64_t classes() const {
    if (classes_ == 0) load();
    return classes_;
  }

  const TokenForm& form() const {
    if (!form_) form_ = token_form(spec_.source, folder_);
    return *form_;
  }

  Dataset read(const fs::path& path, std::int64_t most) const {
    if (reads_texts_from_files()) return own_texts(path, *tokenizer(), form(), most);
    const at::Tensor input = sample();
    if (input.dim() != 4)
      throw UserError(
          fmt::format("{}: is a folder of images, but the model reads texts (give a "
                      ".tsv file)",
                      path.string()));
    return own_images(path, input.sizes(), most, progress_);
  }

  std::unique_ptr<Tokenizer> tokenizer() const {
    const fs::path path = weights_path(spec_.source);
    std::error_code error;
    return own_tokenizer(fs::is_directory(path, error) ? path : path.parent_path(), form());
  }

  /// Sets the separator of pairs of texts as the vocabulary has it.
  void set_tokens(Graph& graph) const {
    for (Node& node : graph.nodes) {
      if (node.kind == NodeKind::embedding && node.tokens.separator_id >= 0)
        node.tokens.separator_id = tokenizer()->separator_id();
    }
  }

  std::string architecture_of_model(const std::string& variant) const {
    if (spec_.source.architecture.empty())
      throw UserError(fmt::format(
          "models.{}.variants.{}: a file of weights does not say which layers they belong to (add "
          "architecture: NAME, or bring a Hugging Face folder)",
          spec_.name, variant));
    return spec_.source.architecture;
  }

  void check_input(const ModelSource& source, const fs::path& path) const {
    const at::Tensor mine = sample(), other = own_sample(source, folder_);
    const bool texts = mine.dim() == 2;
    if (mine.dim() != other.dim() || (!texts && mine.sizes() != other.sizes()))
      throw UserError(
          fmt::format("{}: reads inputs of another shape than the model (bring a "
                      "variant of the same inputs)",
                      path.string()));
    if (!texts) return;
    const TokenForm other_form = token_form(source, folder_);
    if (other_form.words != form().words || other_form.pad_id != form().pad_id ||
        other_form.max_tokens < form().max_tokens)
      throw UserError(
          fmt::format("{}: reads other tokens than the model, or fewer (bring a variant "
                      "of the same vocabulary and length)",
                      path.string()));
  }

  ModelSpec spec_;
  Progress progress_;
  fs::path folder_;
  mutable std::string content_;
  mutable std::optional<TokenForm> form_;
  mutable std::int64_t classes_{0};         // set when the weights have been read
  mutable std::vector<std::string> names_;  // class names; set when data have been read
  mutable std::string remark_;              // set with names_
};

/// The student for a model of these layers, or for one with the same tokens; "" if there is none.
std::string student_of(const ModelSource& source, const fs::path& folder) {
  if (const Subject* known = find_subject(source.architecture)) return known->student;
  if (!is_huggingface(source)) return "";
  const TokenForm form = token_form(source, folder);
  if (form.words == 30'522 && form.pad_id == 0) return "bert_small";
  if (form.words == 50'265 && form.pad_id == 1) return "roberta_tiny";
  return "";
}

}  // namespace

Subject own_subject(const ModelSpec& spec, const Progress& progress) {
  const auto files = std::make_shared<const OwnFiles>(spec, progress);
  const auto own = std::make_shared<OwnModel>();
  own->content = [files](const std::string& first) { return files->content(first); };
  own->load = [files] { return files->load(); };
  own->has_training_data = !spec.train.empty();
  own->remark = [files] { return files->remark(); };
  own->requests = [files](std::int64_t count) { return files->requests(count); };
  for (const auto& [name, source] : spec.variants)
    own->ready_made[name] = [files, name = name] { return files->load_variant(name); };

  Subject subject;
  subject.name = spec.name;
  subject.build = [files] { return files->layers(); };
  subject.sample = [files] { return files->sample(); };
  if (!spec.test.empty()) subject.load_data = [files](Split split) { return files->data(split); };
  const Subject* known = find_subject(spec.source.architecture);
  const bool texts = is_huggingface(spec.source) || (known && known->sample().dim() == 2);
  subject.training = known && is_trained(*known) ? known->training
                     : texts                     ? long_text_training()
                                                 : photo_training();
  subject.training.least_steps = 300;  // as many as fine_tuning() gives to a model with many data
  subject.student = student_of(spec.source, spec.folder);
  subject.own = own;
  return subject;
}

Subject subject_of(const std::string& name, const std::optional<ModelSpec>& model,
                   const Progress& progress) {
  if (model) return own_subject(*model, progress);
  const Subject* known = find_subject(name);
  if (!known)
    throw UserError(fmt::format("unknown subject \"{}\" (see: tiersim list subjects)", name));
  return *known;
}

}  // namespace tiersim::models
