#include "server/main/commands/hookoptions.h"

#include "server/main/commands/commandhelp.h"
#include "server/main/commands/spelling.h"

namespace pl {

namespace {

QStringList urgencyNames()
{
    QStringList names;
    for (const QLatin1StringView name : kEnumNames<Urgency>)
        names += QString(name);
    return names;
}

std::string presetFault(const std::string &value)
{
    const QString name = QString::fromStdString(value);
    const QStringList &known = mapping::presetNames();
    if (known.contains(name))
        return {};
    const QString nearest = nearestWord(name, known);
    const QString fault = nearest.isEmpty()
                              ? QStringLiteral("must be one of %1").arg(known.join(QStringLiteral(", ")))
                              : QStringLiteral("there is no \"%1\"; the nearest is %2").arg(name, nearest);
    return fault.toStdString();
}

bool isSigned(const mapping::Preset &preset)
{
    return std::any_of(preset.authentication.begin(), preset.authentication.end(),
                       [](const auto &way) { return way.kind == mapping::Authentication::Kind::Hmac; });
}

QString secretLine(const char *what, const QString &source, const char *kind)
{
    return QStringLiteral("%1: %2 source secret \"%3\" --kind %4\n")
        .arg(QLatin1StringView(what), QLatin1StringView(kProgramName), source, QLatin1StringView(kind));
}

} // namespace

CLI::Option *HookOptions::describe(CLI::App &app)
{
    CLI::Option *hook = addFlag(app, "--hook", isHook,
                                "The source posts what it has, in its own words, to an address that holds its key.");
    const QByteArray who = "Who sends: " + mapping::presetNames().join(QStringLiteral(", ")).toUtf8() + '.';
    addText(app, "--preset", "PRESET", preset, who.constData())->check(presetName())->needs(hook);
    addText(app, "--service", "SERVICE", service,
            "The service of leads that don't name one the office offers. Default: none; such leads wait to be sorted.")
        ->needs(hook);
    addText(app, "--urgency", "URGENCY", urgency,
            "The urgency of leads that don't say: day, week, or month. Default: week")
        ->check(oneOf(urgencyNames()))
        ->needs(hook);
    addText(app, "--answer", "STATUS", answer, "What the source wants to hear: 200 or 201.")
        ->check(oneOf({QStringLiteral("200"), QStringLiteral("201")}))
        ->needs(hook);
    return hook;
}

HookSettings HookOptions::settings() const
{
    return {preset, service, enumFromName<Urgency>(urgency), answer.toInt()};
}

CLI::Validator presetName()
{
    return CLI::Validator(presetFault, std::string());
}

Result<QString> officeService(const nlohmann::json &rows, const QString &name)
{
    QStringList known;
    for (const nlohmann::json &row : rows) {
        known += JsonReader(row).string("name");
        if (known.last().compare(name.trimmed(), Qt::CaseInsensitive) == 0)
            return known.last();
    }
    const QString nearest = nearestWord(name, known);
    return Error{ErrorCode::NotFound,
                 QStringLiteral("The office has no service \"%1\".").arg(name) +
                     (nearest.isEmpty() ? QString() : QStringLiteral(" Did you mean \"%1\"?").arg(nearest))};
}

QString hookPath(const QByteArray &key)
{
    return QStringLiteral("/api/v1/hooks/") + QString::fromLatin1(key);
}

QByteArray hookAdvice(const mapping::Preset &preset, const QString &source)
{
    QString text = preset.title + QStringLiteral(":\n");
    for (qsizetype i = 0; i < preset.steps.size(); ++i)
        text += QStringLiteral("  %1. %2\n").arg(i + 1).arg(preset.steps.at(i));
    if (!preset.fetch.isEmpty())
        text += secretLine("Its access token, on standard input", source, "token");
    if (isSigned(preset))
        text += secretLine("Its signing secret, on standard input", source, "hmac");
    return text.toUtf8();
}

} // namespace pl
