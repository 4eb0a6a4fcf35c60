#pragma once

#include "models/mapping/preset.h"
#include "server/main/commands/options.h"
#include "server/main/newsource.h"

namespace pl {

/// What `source add` takes for a hook.
struct HookOptions
{
    bool isHook = false;
    QString preset = HookSettings().preset;
    QString service;
    QString urgency;
    QString answer = QStringLiteral("200");

    /// Adds --hook and the options that need it; returns --hook.
    CLI::Option *describe(CLI::App &app);
    /// As parsed; whether the office has the service is not known here.
    HookSettings settings() const;
};

/// A name of mapping::presetNames(); the fault names the nearest.
CLI::Validator presetName();

/// The office's own spelling of a service's name; NotFound, with the nearest, when it has none of that name. `rows`: of
/// `services`.
Result<QString> officeService(const nlohmann::json &rows, const QString &name);

/// The path that a hook posts to.
QString hookPath(const QByteArray &key);
/// What to do next, for people: the maker's steps, and the secrets that the source needs here.
QByteArray hookAdvice(const mapping::Preset &preset, const QString &source);

} // namespace pl
