#include "scenarios/study/files/read_imported_profiles.h"

#include <catch2/catch.hpp>
#include <cmath>
#include <filesystem>
#include <fstream>

#include "scenarios/study/expand/expand.h"
#include "scenarios/study/files/csv.h"
#include "scenarios/study/pairs.h"
#include "sim/base/error.h"
#include "sim/base/random_streams.h"

using namespace tiersim;
namespace fs = std::filesystem;

namespace {

const std::string kHeader = "subject,operator,stage,tier,service_ms,load_ms\n";

fs::path written(const std::string& text) {
  const fs::path path = fs::temp_directory_path() / "phones.csv";
  std::ofstream(path, std::ios::binary) << text;
  return path;
}

ImportedProfiles read_rows(const std::string& text) {
  return read_imported_profiles(written(text), "phones.csv");
}

const std::string kImportingStudy = R"(tiersim: 1
subjects: [phone_net, wide_resnet_mini]
operators: [tflite-int8, "half, half", sptq]
deployments: [mobile, edge, mobile-edge]
profiles: phones.csv
tiers: {mobile: {}, edge: {}}
links: {mobile-edge: {bandwidth: 20 Mbps, delay: 1 ms}}
)";

const std::string kPhones =
    "subject,operator,stage,tier,service_ms,load_ms,output_bytes,accuracy\n"
    "phone_net,tflite-int8,0,mobile,12.5,300,,0.71\n"
    "phone_net,\"half, half\",0,mobile,6.5,200,25088,0.70\n"
    "phone_net,\"half, half\",1,edge,2.5,100,,\n"
    "wide_resnet_mini,sptq,0,mobile,3.5,100,,\n";

/// The study beside its file of profiles.
ExpandedStudy expanded_with(const std::string& study, const std::string& phones) {
  written(phones);
  const fs::path path = fs::temp_directory_path() / "s.yaml";
  std::ofstream(path) << study;
  return expand(Document::read(path));
}

}  // namespace

TEST_CASE("Rows of a CSV file are the samples of its stages", "[import]") {
  const ImportedProfiles imported = read_rows(
      "\xEF\xBB\xBFoperator, subject ,stage,tier,load_ms,service_ms,output_bytes,accuracy\r\n"
      "\r\n"
      "\"a \"\"b\"\"\",net,0,mobile,300, 12.5 ,1000,0.5\r\n"
      "\"a \"\"b\"\"\",net,0,mobile,,0.001,,\r\n"
      "\"a \"\"b\"\"\",net,1,cloud,2,3,,0.5");
  REQUIRE(imported.variants.size() == 1);
  const ImportedVariant& variant = *imported.variant("net", "a \"b\"");
  CHECK(variant.is_split());
  CHECK(variant.accuracy == 0.5);
  const ImportedStage& first = *imported.stage("net", "a \"b\"", 0, "mobile");
  CHECK(first.service == std::vector<MeasuredTime>{{12'500'000}, {1'000}});
  CHECK(first.load == std::vector<MeasuredTime>{{300'000'000}});
  CHECK(first.output->value == 1000);
  CHECK(first.first_line == 3);
  CHECK(first.last_line == 4);
  CHECK(imported.stage("net", "a \"b\"", 1, "edge") == nullptr);
  CHECK(imported.stage("other", "a \"b\"", 0, "mobile") == nullptr);

  TierSettings mobile;
  mobile.name = "mobile";
  const StageProfile profile = imported_profile(imported, "net", "a \"b\"", 0, mobile);
  CHECK(profile.service == first.service);
  CHECK(profile.source == "phones.csv, lines 3 to 4");
  CHECK(profile.mechanism == "imported");
  CHECK(std::isnan(profile.achieved_cpu_share));
  CHECK(profile.valid);
  CHECK_FALSE(profile.stable);
  CHECK(profile.reason == "its median cannot be known from 2 samples");
}

TEST_CASE("What is wrong with a CSV file is said with its place and a remedy", "[import]") {
  struct Case {
    std::string text, message;
  };
  const std::string row = "net,int8,0,mobile,1,2\n";
  const Case cases[] = {
      {"",
       "phones.csv:1:1: is empty (begin with the line "
       "subject,operator,stage,tier,service_ms,load_ms)"},
      {kHeader, "phones.csv:2:1: holds no samples (add a row each)"},
      {"subject,operator,stage,tier,service_ms\n" + row,
       "phones.csv:1:1: load_ms: no such column (begin with the line "
       "subject,operator,stage,tier,service_ms,load_ms)"},
      {"subject,operator,stage,tier,servce_ms,load_ms\n" + row,
       "phones.csv:1:29: servce_ms: unknown column (did you mean \"service_ms\"?)"},
      {"subject,subject,operator,stage,tier,service_ms,load_ms\n" + row,
       "phones.csv:1:9: subject: occurs twice (keep one)"},
      {kHeader + row + "net,int8,0,mobile,1\n",
       "phones.csv:3:1: has 5 fields, the first line 6 (write as many)"},
      {kHeader + "net,int8,0,mobile,fast,2\n",
       "phones.csv:2:19: service_ms: \"fast\" is not a number (write e.g. 12.5)"},
      {kHeader + "net,int8,0,mobile,1e999,2\n",
       "phones.csv:2:19: service_ms: \"1e999\" is not a number (write e.g. 12.5)"},
      {kHeader + "net,int8,0,mobile,nan,2\n",
       "phones.csv:2:19: service_ms: \"nan\" is not a number (write e.g. 12.5)"},
      {kHeader + "net,int8,0,mobile,,2\n", "phones.csv:2:19: service_ms: is empty (fill it in)"},
      {kHeader + "net,int8,0,mobile,1,-2\n",
       "phones.csv:2:21: load_ms: -2 is out of range (use 0 to 86400000)"},
      {kHeader + "net,int8,2,mobile,1,2\n",
       "phones.csv:2:10: stage: \"2\" is no stage (use 0, or 0 and 1 where the model is split)"},
      {kHeader + "net,int8,0,phone,1,2\n",
       "phones.csv:2:12: tier: unknown tier \"phone\" (use one of mobile, edge, cloud)"},
      {kHeader + "net,\"int8,0,mobile,1,2\n",
       "phones.csv:2:5: the quote is not closed (end the field with a quote)"},
      {kHeader + "net,\"int8\"s,0,mobile,1,2\n",
       "phones.csv:2:11: text behind a quoted field (write a comma there)"},
      {kHeader + "net,int8,0,mobile,1,2\nnet,int8,1,edge,1,2\n",
       "phones.csv:2:1: output_bytes: is missing of the first half of net int8 (say what it sends "
       "on)"},
      {"accuracy," + kHeader + "0.5," + row + "0.6," + row,
       "phones.csv:3:1: accuracy: differs from what rows above say of this model (keep one)"},
      {"accuracy," + kHeader + "71," + row,
       "phones.csv:2:1: accuracy: 71 is out of range (use 0 to 1)"},
      {"output_bytes," + kHeader + "0," + row,
       "phones.csv:2:1: output_bytes: 0 is out of range (use 1 to 1000000000)"},
      {kHeader + "net,int8,1,edge,1,2\n",
       "phones.csv:2:1: stage: net int8 has rows of stage 1 and none of stage 0 (add rows of stage "
       "0, or write 0 where the model is not split)"},
      {kHeader + "net,\x1b[31mint8,0,mobile,1,2\n",
       "phones.csv:2:5: a control character, number 27 (remove it)"},
      {"output_bytes," + kHeader + "1.5," + row,
       "phones.csv:2:1: output_bytes: is not a whole "
       "number (write e.g. 1000)"},
      {kHeader + "net,int8,0,mobile,0,2\n",
       "phones.csv:2:19: service_ms: 0 is out of range (use 1e-06 to 86400000)"},
      {"output_bytes," + kHeader + "10," + row + "20,net,int8,0,edge,1,2\n",
       "phones.csv:3:1: output_bytes: differs from what line 2 says of the same stage elsewhere "
       "(name the operators of models that differ differently)"},
      {kHeader + std::string(200, ',') + "\n",
       "phones.csv:2:101: more than 100 fields (is it such a file?)"},
      {std::string("a\0b", 3), "phones.csv:1:1: is binary, not CSV (name a CSV file)"},
  };
  for (const Case& wrong : cases) {
    INFO(wrong.text);
    CHECK_THROWS_WITH(read_rows(wrong.text), wrong.message);
  }
  CHECK_THROWS_WITH(read_imported_profiles("/nowhere/phones.csv", "phones.csv"),
                    "phones.csv:1:1: no such file (check the path)");
}

TEST_CASE("A damaged CSV file is read or refused in one line, whatever is damaged", "[import]") {
  RandomStream random(1);
  for (int i = 0; i < 2000; ++i) {
    std::string text = kPhones;
    for (std::size_t damages = 1 + random.index(4); damages > 0; --damages) {
      const std::size_t at = random.index(text.size());
      switch (random.index(3)) {
        case 0:
          text[at] = static_cast<char>(random.index(256));
          break;
        case 1:
          text.erase(at, 1 + random.index(20));
          break;
        default:
          text.insert(at, 1, "\",\n9-"[random.index(5)]);
      }
    }
    try {
      read_rows(text);
    } catch (const UserError& error) {
      CHECK(std::string(error.what()).find('\n') == std::string::npos);
    }
  }
}

TEST_CASE("A study pairs what was brought in with what can be prepared here", "[import]") {
  const ExpandedStudy study = expanded_with(kImportingStudy, kPhones);
  std::vector<std::string> names;
  for (const ScenarioPlan& plan : study.scenarios)
    names.push_back(plan.subject + " " + plan.study_operator.text() + " " + plan.deployment);
  // Of three operators on three deployments of two subjects, 18, all others are left out.
  CHECK(names ==
        std::vector<std::string>{"phone_net tflite-int8 mobile", "phone_net half, half mobile-edge",
                                 "wide_resnet_mini sptq mobile", "wide_resnet_mini sptq edge"});
  CHECK(study.left_out == 14);
  CHECK_FALSE(study.scenarios[0].study_operator.known());
  CHECK(study.scenarios[2].study_operator.known());
  const Study& settings = study.points[0].study;
  CHECK(is_imported(settings, "wide_resnet_mini", parse_operator("sptq"), "mobile"));
  CHECK_FALSE(
      is_imported(settings, "wide_resnet_mini", parse_operator("sptq"), "edge"));  // is measured
  CHECK(study.expanded_yaml.find("profiles: phones.csv") != std::string::npos);
}

TEST_CASE("A model that is prepared for one tier says for all how large its input is", "[import]") {
  std::string study = kImportingStudy;
  study.replace(study.find("[phone_net, wide_resnet_mini]"), 29, "[wide_resnet_mini]");
  study.replace(study.find("[tflite-int8, \"half, half\", sptq]"), 33, "[sptq]");
  study.replace(study.find(", mobile-edge]"), 14, "]");
  const std::string gpu = kHeader + "wide_resnet_mini,sptq,0,edge,0.2,100\n";
  CHECK(expanded_with(study, gpu).scenarios.size() ==
        2);  // mobile is measured, edge was brought in
}

TEST_CASE("What the brought-in times cannot answer is refused", "[import]") {
  const auto refusal = [](const std::string& study, const std::string& phones) {
    try {
      expanded_with(study, phones);
    } catch (const UserError& error) {
      std::string text = error.what();
      const std::string folder = fs::temp_directory_path().string() + "/";
      const std::string near =
          fs::temp_directory_path().lexically_proximate(fs::current_path()).string() + "/";
      for (const std::string& part : {near, folder})
        while (text.find(part) != std::string::npos) text.erase(text.find(part), part.size());
      return text;
    }
    return std::string("none");
  };
  CHECK(refusal(kImportingStudy + "compute: live\n", kPhones) ==
        "s.yaml:8:10: compute: phone_net tflite-int8 on mobile was measured elsewhere and cannot "
        "compute live (write measured)");
  const std::string no_load = kHeader + "phone_net,tflite-int8,0,mobile,12.5,\n";
  std::string plain = kImportingStudy;
  plain.replace(plain.find(", \"half, half\""), 14, "");
  CHECK(refusal(plain + "start: cold\n", no_load) ==
        "s.yaml:4:29: deployments[2]: \"mobile-edge\" fits no operator here (add one that splits, "
        "e.g. partition)");
  std::string single = plain;
  single.replace(single.find(", mobile-edge"), 13, "");
  CHECK(refusal(single + "start: cold\n", no_load) ==
        "s.yaml:8:8: start: phone_net tflite-int8 on mobile has no load_ms (fill it in, or write "
        "warm)");
  CHECK(refusal(single, kHeader + "phone_net,tflite-int8,0,edge,12.5,1\n") ==
        "s.yaml:5:11: profiles: nothing says how large the input of phone_net tflite-int8 is (add "
        "e.g. request: {payload: 150 kB})");
  CHECK(
      refusal(single, kHeader + "phone_net,tflite-int8,0,cloud,12.5,1\n") ==
      "s.yaml:3:13: operators[0]: \"tflite-int8\" fits no deployment here: phones.csv has no rows "
      "of phone_net tflite-int8, stage 0, on mobile (add them, or leave mobile out)");
  std::string pair = single;
  pair.replace(pair.find("[mobile, edge]"), 14, "[mobile-edge]");
  pair.replace(pair.find("[tflite-int8"), 12, "[\"half, half\"");
  const std::string first = "output_bytes," + kHeader + "9,phone_net,\"half, half\",0,mobile,1,1\n",
                    other = "9,phone_net,\"half, half\",1,cloud,1,1\n";
  CHECK(refusal(pair, first) ==
        "s.yaml:3:13: operators[0]: \"half, half\" fits no deployment here (add one of a single "
        "tier, e.g. edge; if the model is split, add rows of stage 1 to phones.csv)");
  CHECK(refusal(pair, first + other) ==
        "s.yaml:3:13: operators[0]: \"half, half\" fits no deployment here: phones.csv has no rows "
        "of phone_net half, half, stage 1, on edge (add them, or leave mobile-edge out)");
  std::string misspelt = single;
  misspelt.replace(misspelt.find("tflite-int8"), 11, "tflite-in8");
  CHECK(refusal(misspelt, kHeader + "phone_net,tflite-int8,0,mobile,12.5,1\n") ==
        "s.yaml:3:13: operators[0]: unknown operator \"tflite-in8\" (did you mean \"tflite-int8\", "
        "of phones.csv?)");
  std::string nowhere = single;
  nowhere.replace(nowhere.find("phones.csv"), 10, "absent.csv");
  CHECK(refusal(nowhere, kPhones) ==
        "s.yaml:5:11: profiles: absent.csv: no such file (check the path)");
  CHECK_THAT(refusal(single, kHeader + "other,tflite-int8,0,mobile,12.5,1\n"),
             Catch::StartsWith("s.yaml:2:12: subjects[0]: unknown value \"phone_net\"") &&
                 Catch::Contains(", other)"));
}
