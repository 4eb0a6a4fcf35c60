#include "ui/sources/sourcewords.h"

#include "models/mapping/sourcemapping.h"
#include "ui/words/words.h"

#include <QCoreApplication>

namespace pl::ui {

using tables::SourceState;

namespace {

struct SourceWords
{
    Q_DECLARE_TR_FUNCTIONS(pl::ui::SourceWords)
};

QString pathOf(LeadSource::Kind kind, const QString &key)
{
    switch (kind) {
    case LeadSource::Kind::Program:
        return QStringLiteral("/api/v1/leads");
    case LeadSource::Kind::Form:
        return QStringLiteral("/api/v1/forms/") + key;
    case LeadSource::Kind::Hook:
        return QStringLiteral("/api/v1/hooks/") + key;
    }
    return {};
}

} // namespace

QString sourceKindText(const LeadSource &source)
{
    switch (source.kind) {
    case LeadSource::Kind::Program:
        return SourceWords::tr("Program");
    case LeadSource::Kind::Form:
        return SourceWords::tr("Web form");
    case LeadSource::Kind::Hook:
        break;
    }
    return mapping::presetOf(source).title;
}

QString sourceStateText(SourceState state)
{
    switch (state) {
    case SourceState::ToSort:
        return SourceWords::tr("To sort");
    case SourceState::Silent:
        return SourceWords::tr("Silent");
    case SourceState::NeverSent:
        return SourceWords::tr("Never sent");
    case SourceState::Active:
        return SourceWords::tr("Active");
    case SourceState::Revoked:
        return SourceWords::tr("Revoked");
    }
    return {};
}

Chip sourceChip(SourceState state, int toSort, std::optional<Timestamp> silentSince, Timestamp now)
{
    switch (state) {
    case SourceState::ToSort:
        return {SourceWords::tr("%1 to sort").arg(numberText(toSort)), &Colors::amber};
    case SourceState::Silent:
        return {SourceWords::tr("Silent since %1").arg(momentText(silentSince.value_or(now), now)), &Colors::amber};
    case SourceState::NeverSent:
        return {sourceStateText(state), &Colors::blue};
    case SourceState::Active:
        return {sourceStateText(state), &Colors::green};
    case SourceState::Revoked:
        return {sourceStateText(state), &Colors::slate};
    }
    return {};
}

QString sourceAddress(LeadSource::Kind kind, const QString &publicUrl, const QString &key)
{
    return publicUrl + pathOf(kind, key);
}

QString shortSourceAddress(const LeadSource &source)
{
    const QString path = pathOf(source.kind, source.keyPrefix + u'\u2026');
    return u'\u2026' + path;
}

QString addressTitle(LeadSource::Kind kind)
{
    switch (kind) {
    case LeadSource::Kind::Program:
        return SourceWords::tr("Address, for POST");
    case LeadSource::Kind::Form:
        return SourceWords::tr("The form's action");
    case LeadSource::Kind::Hook:
        return SourceWords::tr("Address (webhook URL)");
    }
    return {};
}

QStringList connectSteps(const LeadSource &source)
{
    switch (source.kind) {
    case LeadSource::Kind::Program:
        return {SourceWords::tr("Send each lead as JSON by POST to the address above."),
                SourceWords::tr("Send the key in the header Authorization: Bearer KEY, or in X-Api-Key."),
                SourceWords::tr("A lead with a wrong field is refused with 422. The answer names the field, and the "
                                "lead waits under To sort.")};
    case LeadSource::Kind::Form:
        return {SourceWords::tr("Put the address above into the form's action, with the method post."),
                SourceWords::tr("Its fields are the lead's; others are kept as answers."),
                SourceWords::tr("Add a hidden field _gotcha to stop bots, and set _redirect to your thank-you page."),
                SourceWords::tr("It works only on pages of the sites above.")};
    case LeadSource::Kind::Hook:
        break;
    }
    return mapping::presetOf(source).steps;
}

const mapping::Preset &presetOfSource(const LeadSource &source)
{
    return mapping::presetOf(source);
}

bool signsWithSecret(const mapping::Preset &preset)
{
    return std::any_of(
        preset.authentication.cbegin(), preset.authentication.cend(),
        [](const mapping::Authentication &way) { return way.kind == mapping::Authentication::Kind::Hmac; });
}

QString limitsText(int perMinute, std::optional<qint64> perDay)
{
    QStringList limits;
    if (perMinute > 0)
        limits += SourceWords::tr("%1 a minute").arg(numberText(perMinute));
    if (perDay)
        limits += SourceWords::tr("%1 a day").arg(numberText(*perDay));
    return limits.isEmpty() ? SourceWords::tr("None") : limits.join(QStringLiteral(", "));
}

} // namespace pl::ui
