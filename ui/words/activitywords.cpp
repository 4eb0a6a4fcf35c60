#include "ui/words/activitywords.h"

#include "models/base/jsonmember.h"
#include "ui/words/customerwords.h"
#include "ui/words/words.h"

#include <QCoreApplication>
#include <QHash>

namespace pl::ui {
namespace {

using nlohmann::json;

struct ActivityWords
{
    Q_DECLARE_TR_FUNCTIONS(pl::ui::ActivityWords)
};

/// What a sentence is made of.
struct Told
{
    const ActivityEvent &event;
    QString who;
    QString plumber;
    QString currency;
};

QString columnsText(const QStringList &columns)
{
    QStringList names;
    for (const QString &column : columns)
        names += fieldText(column);
    return names.join(QStringLiteral(", "));
}

/// A setting's value in a few letters; empty when it can't be said so.
QString valueText(const QString &key, const json &value, const QString &currency)
{
    if (value.is_number_integer() && key.endsWith(QStringLiteral("_cents")))
        return moneyText(value.get<qint64>(), currency);
    if (value.is_boolean())
        return value.get<bool>() ? ActivityWords::tr("on") : ActivityWords::tr("off");
    if (value.is_string())
        return QStringLiteral("\u201C%1\u201D").arg(jsonText(value));
    return value.is_number() ? QString::fromStdString(value.dump()) : QString();
}

QString settingSentence(const Told &told)
{
    const QString &key = told.event.subject;
    const json before = jsonMember(told.event.detail, "before");
    const json after = jsonMember(told.event.detail, "after");
    const QString from = valueText(key, before, told.currency);
    const QString to = valueText(key, after, told.currency);
    if (!from.isEmpty() && !to.isEmpty())
        return ActivityWords::tr("%1 changed %2 from %3 to %4").arg(told.who, settingText(key), from, to);
    if (before.is_null() && !to.isEmpty())
        return ActivityWords::tr("%1 set %2 to %3").arg(told.who, settingText(key), to);
    return ActivityWords::tr("%1 changed %2", "somebody, a setting").arg(told.who, settingText(key));
}

QString serviceSentence(const Told &told)
{
    const auto before = told.event.number("before");
    const auto after = told.event.number("after");
    const QString &service = told.event.subject;
    if (told.event.kind == ActivityKind::ServiceRemoved)
        return ActivityWords::tr("%1 removed the service %2").arg(told.who, service);
    if (told.event.kind == ActivityKind::ServiceAdded)
        return ActivityWords::tr("%1 added the service %2 at %3")
            .arg(told.who, service, moneyText(after.value_or(0), told.currency));
    if (before && after && *before != *after)
        return ActivityWords::tr("%1 changed the price of %2 from %3 to %4")
            .arg(told.who, service, moneyText(*before, told.currency), moneyText(*after, told.currency));
    return ActivityWords::tr("%1 changed the service %2: %3").arg(told.who, service, columnsText(told.event.fields()));
}

QString plumberSentence(const Told &told)
{
    const QString plumber = told.plumber.isEmpty() ? ActivityWords::tr("a plumber") : told.plumber;
    const bool isVerified = jsonMember(told.event.detail, "verified") != json(false);
    if (told.event.kind == ActivityKind::PlumberAdded)
        return ActivityWords::tr("%1 added %2", "somebody, a plumber").arg(told.who, plumber);
    if (told.event.kind == ActivityKind::PlumberRemoved)
        return ActivityWords::tr("%1 removed %2", "somebody, a plumber").arg(told.who, plumber);
    if (told.event.kind == ActivityKind::PlumberChanged)
        return ActivityWords::tr("%1 changed %2: %3", "somebody, a plumber, fields")
            .arg(told.who, plumber, columnsText(told.event.fields()));
    return isVerified ? ActivityWords::tr("%1 verified %2").arg(told.who, plumber)
                      : ActivityWords::tr("%1 took back that %2 is verified").arg(told.who, plumber);
}

QString sourceSentence(const Told &told)
{
    if (told.event.kind == ActivityKind::SourceAdded)
        return ActivityWords::tr("%1 added the source %2").arg(told.who, told.event.subject);
    return ActivityWords::tr("%1 changed the source %2: %3")
        .arg(told.who, told.event.subject, columnsText(told.event.fields()));
}

QString fileSentence(const Told &told)
{
    const QString rows = listText(told.event.subject, told.event.number("rows").value_or(0));
    if (told.event.kind == ActivityKind::Printed)
        return ActivityWords::tr("%1 printed %2").arg(told.who, rows);
    const QString format = told.event.word("format").toUpper();
    return format.isEmpty() ? ActivityWords::tr("%1 exported %2").arg(told.who, rows)
                            : ActivityWords::tr("%1 exported %2 as %3").arg(told.who, rows, format);
}

QString importSentence(const Told &told)
{
    const QString kind = told.event.word("kind");
    const QString rows = listText(kind, told.event.number("total").value_or(0));
    return told.event.kind == ActivityKind::ImportBegun
               ? ActivityWords::tr("%1 imported %2 from %3").arg(told.who, rows, told.event.subject)
               : ActivityWords::tr("%1 undid the import of %2 from %3").arg(told.who, rows, told.event.subject);
}

QString refundSentence(const Told &told)
{
    const QString word = told.event.word("currency");
    const QString amount = moneyText(told.event.number("cents").value_or(0), word.isEmpty() ? told.currency : word);
    return told.plumber.isEmpty()
               ? ActivityWords::tr("%1 requested a refund of %2").arg(told.who, amount)
               : ActivityWords::tr("%1 requested a refund of %2 to %3").arg(told.who, amount, told.plumber);
}

QString personSentence(const Told &told)
{
    const QString person = told.event.subject.isEmpty() ? ActivityWords::tr("somebody") : told.event.subject;
    if (told.event.kind == ActivityKind::PersonInvited)
        return ActivityWords::tr("%1 invited %2").arg(told.who, person);
    if (told.event.kind == ActivityKind::PersonSignedOut)
        return ActivityWords::tr("%1 signed %2 out everywhere").arg(told.who, person);
    return ActivityWords::tr("%1 changed the access of %2").arg(told.who, person);
}

} // namespace

QString settingText(const QString &key)
{
    static const QHash<QString, const char *> names{
        {QStringLiteral("currency"), QT_TRANSLATE_NOOP("pl::ui::ActivityWords", "the currency")},
        {QStringLiteral("default_price_cents"), QT_TRANSLATE_NOOP("pl::ui::ActivityWords", "the default price")},
        {QStringLiteral("urgency_factor"), QT_TRANSLATE_NOOP("pl::ui::ActivityWords", "the factors of urgency")},
        {QStringLiteral("charge_when"), QT_TRANSLATE_NOOP("pl::ui::ActivityWords", "when plumbers are charged")},
        {QStringLiteral("sla_minutes"), QT_TRANSLATE_NOOP("pl::ui::ActivityWords", "the deadlines")},
        {QStringLiteral("keeping_times"), QT_TRANSLATE_NOOP("pl::ui::ActivityWords", "the keeping times")},
        {QStringLiteral("grace_seconds"), QT_TRANSLATE_NOOP("pl::ui::ActivityWords", "the time to undo")},
        {QStringLiteral("dispatch_weights"), QT_TRANSLATE_NOOP("pl::ui::ActivityWords", "the weights of dispatch")},
        {QStringLiteral("auto_assign"), QT_TRANSLATE_NOOP("pl::ui::ActivityWords", "automatic assignment")},
        {QStringLiteral("answer_minutes"), QT_TRANSLATE_NOOP("pl::ui::ActivityWords", "the time to answer")},
        {QStringLiteral("card_required"), QT_TRANSLATE_NOOP("pl::ui::ActivityWords", "whether a card is required")},
        {QStringLiteral("office_time_zone"), QT_TRANSLATE_NOOP("pl::ui::ActivityWords", "the office's time zone")},
        {QStringLiteral("office_name"), QT_TRANSLATE_NOOP("pl::ui::ActivityWords", "the office's name")},
        {QStringLiteral("office_reply_to"), QT_TRANSLATE_NOOP("pl::ui::ActivityWords", "the reply address")},
        {QStringLiteral("office_address"), QT_TRANSLATE_NOOP("pl::ui::ActivityWords", "the office's address")},
        {QStringLiteral("office_logo"), QT_TRANSLATE_NOOP("pl::ui::ActivityWords", "the office's logo")}};
    const char *name = names.value(key);
    return name ? ActivityWords::tr(name) : QString(key).replace(QLatin1Char('_'), QLatin1Char(' '));
}

QString listText(const QString &kind, qint64 rows)
{
    if (kind == QStringLiteral("leads"))
        return leadsText(rows);
    if (kind == QStringLiteral("plumbers"))
        return plumbersText(rows);
    return ActivityWords::tr("%Ln row(s) of %1", nullptr, static_cast<int>(rows)).arg(kind);
}

QString activitySentence(const ActivityEvent &event, const QString &plumberName, const QString &ownEmail,
                         const QString &currency)
{
    const Told told{event, actorName(event.actor, ownEmail), plumberName, currency};
    switch (event.kind) {
    case ActivityKind::PlumberAdded:
    case ActivityKind::PlumberChanged:
    case ActivityKind::PlumberVerified:
    case ActivityKind::PlumberRemoved:
        return plumberSentence(told);
    case ActivityKind::SettingChanged:
        return settingSentence(told);
    case ActivityKind::ServiceAdded:
    case ActivityKind::ServiceChanged:
    case ActivityKind::ServiceRemoved:
        return serviceSentence(told);
    case ActivityKind::SourceAdded:
    case ActivityKind::SourceChanged:
        return sourceSentence(told);
    case ActivityKind::ImportBegun:
    case ActivityKind::ImportUndone:
        return importSentence(told);
    case ActivityKind::ViewShared:
        return ActivityWords::tr("%1 shared the view %2").arg(told.who, event.subject);
    case ActivityKind::Exported:
    case ActivityKind::Printed:
        return fileSentence(told);
    case ActivityKind::RefundRequested:
        return refundSentence(told);
    case ActivityKind::TemplateChanged:
        return ActivityWords::tr("%1 changed the message %2").arg(told.who, event.subject);
    case ActivityKind::PersonInvited:
    case ActivityKind::PersonChanged:
    case ActivityKind::PersonSignedOut:
        return personSentence(told);
    case ActivityKind::RequestFailed:
        return ActivityWords::tr("The server couldn't do what %1 asked for").arg(told.who);
    case ActivityKind::FileViewed:
    case ActivityKind::ProofMade:
    case ActivityKind::PersonExported:
    case ActivityKind::PersonErased:
    case ActivityKind::DataLetGo:
    case ActivityKind::HistoryChecked:
    case ActivityKind::RefusalAdded:
    case ActivityKind::RefusalRemoved:
        return customerActivitySentence(event, told.who);
    }
    return {};
}

} // namespace pl::ui
