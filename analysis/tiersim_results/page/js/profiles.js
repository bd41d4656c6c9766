// The measured profiles, what is off first.
const profiles = store.profiles;

function profileRemarks(i) {
  const found = [];
  if (!profiles.valid[i]) found.push("not valid");
  if (!profiles.stable[i]) found.push("unstable");
  if (profiles.extrapolated[i]) found.push("extrapolated");
  if (profiles.disturbed[i] > 0) found.push(`disturbed ${percent(profiles.disturbed[i], 2)}`);
  return found;
}

function profileSummary() {
  const all = [...profiles.subject.keys()];
  const count = (test) => all.filter(test).length;
  const parts = [
    [count((i) => !profiles.valid[i]), "not valid (the CPU share was missed)"],
    [count((i) => !profiles.stable[i]), "unstable (the median is not known to 2 %)"],
    [count((i) => profiles.extrapolated[i]), "extrapolated, not measured"],
    [count((i) => profiles.disturbed[i] > 0), "disturbed by other processes at times"],
  ].filter(([number]) => number).map(([number, words]) => `${number} ${words}`);
  if (!all.length) return "This file holds none.";
  return `${plural(all.length, "profile")}: ${parts.join(", ") || "all valid and stable"}.`;
}

function profileTable(caption, which) {
  const batched = which.some((i) => profiles.batch[i] !== 1);
  const time = (value) => (value === null ? "unknown" : milliseconds(value));
  const share = (value) => (value === null ? "unknown" : percent(value));
  const bounds = (i) => interval(profiles.median_low_ms[i] ?? -Infinity,
    profiles.median_high_ms[i] ?? Infinity);
  return table(
    caption,
    ["subject", "operator", "#stage", "tier", ...(batched ? ["#batch"] : []), "#median",
      "#95 % interval", "#p99", "#CPU share asked", "#CPU share achieved", "held by", "#samples",
      "remarks", "reason or source"],
    which.map((i) => [
      profiles.subject[i], profiles.operator[i], `${profiles.stage[i]}`,
      profiles.tier_settings[i] || profiles.tier[i], ...(batched ? [`${profiles.batch[i]}`] : []),
      time(profiles.median_ms[i]), bounds(i), time(profiles.p99_ms[i]),
      share(profiles.requested_cpu_share[i]), share(profiles.achieved_cpu_share[i]),
      profiles.mechanism[i], `${profiles.sample_count[i]}`, profileRemarks(i).join(", "),
      profiles.reason[i] || (profiles.source[i] === "measured" ? "" : profiles.source[i]),
    ]),
  );
}

function buildProfiles() {
  document.getElementById("profile-summary").textContent = profileSummary();
  const all = [...profiles.subject.keys()];
  const off = (i) => !profiles.valid[i] || !profiles.stable[i] || profiles.extrapolated[i];
  const flagged = all.filter(off);
  const host = document.getElementById("profile-flagged");
  if (flagged.length) {
    lazily(host, () => [profileTable("Not valid, unstable or extrapolated", flagged)]);
    host.open = flagged.length <= 12;
  } else {
    host.remove();
  }
  document.getElementById("profile-all").hidden = !all.length;
  lazily(document.getElementById("profile-all"), () => [profileTable("All profiles",
    [...flagged, ...all.filter((i) => !off(i))])]);
}
