#include "ui/customer/proofpages.h"

#include "models/base/jsonmember.h"
#include "models/base/jsontext.h"
#include "models/domain/activityevent.h"
#include "models/domain/contactfields.h"
#include "models/domain/rankingdecision.h"
#include "ui/exporting/documentpdf.h"
#include "ui/style/shown.h"
#include "ui/words/activitywords.h"
#include "ui/words/customerwords.h"
#include "ui/words/leadwords.h"
#include "ui/words/messagewords.h"
#include "ui/words/words.h"

#include <QCoreApplication>

namespace pl::ui {
namespace {

using customer::ProofBlock;
using customer::ProofPack;
using customer::ProofPart;
using customer::ProofSection;
using customer::ProofValue;
using nlohmann::json;
using NameOf = std::function<QString(const QUuid &)>;

struct ProofWords
{
    Q_DECLARE_TR_FUNCTIONS(pl::ui::ProofPages)
};

QString titleOf(ProofPart part)
{
    switch (part) {
    case ProofPart::Made:
        return ProofWords::tr("Proof pack");
    case ProofPart::Lead:
        return ProofWords::tr("The lead");
    case ProofPart::Consent:
        return ProofWords::tr("What the customer agreed to");
    case ProofPart::Messages:
        return ProofWords::tr("Messages and replies");
    case ProofPart::DoNotContact:
        return ProofWords::tr("What the customer said no to");
    case ProofPart::Candidates:
        return ProofWords::tr("Who was considered, and why");
    case ProofPart::History:
        return ProofWords::tr("Who did what");
    case ProofPart::Payments:
        return ProofWords::tr("Charges, refunds, disputes");
    case ProofPart::Office:
        return ProofWords::tr("What else the office did");
    case ProofPart::Chain:
        break;
    }
    return ProofWords::tr("The history's chain of hashes");
}

/// Times to the second with their zone: they may be compared with somebody else's.
QString exactly(Timestamp at)
{
    // no-tr: a form, not words
    return at.toDateTime().toString(QStringLiteral("yyyy-MM-dd HH:mm:ss 'UTC'"));
}

bool isTime(const QByteArray &name)
{
    return name == "at" || name.endsWith("_at");
}

/// What the database has a word of its own for, as the window says it.
QString wordText(const QByteArray &name, const QString &word)
{
    if (name == "channel")
        return channelText(word);
    if (name == "template")
        return messageKindText(word);
    if (name == "urgency")
        if (const auto urgency = enumFromName<Urgency>(word))
            return urgencyText(*urgency);
    if (name == "status" || name == "kind" || name == "delivery" || name == "closed_reason")
        return QString(word).replace(u'_', u' ');
    return word;
}

/// A try to charge or refund, or what had to be settled: its time, and what says something about it.
QString deedText(const json &deed)
{
    QStringList words;
    for (const char *name : {"created_at", "found_at"})
        if (const auto at = Timestamp::parse(jsonText(deed, name)))
            words += exactly(*at);
    for (const char *name : {"kind", "status", "failure_message", "failure_code", "stripe_id", "detail"})
        if (const json value = jsonMember(deed, name); value.is_string() && !value.empty())
            words += sentText(value);
    return words.join(QStringLiteral(", "));
}

QString deedsText(const json &deeds)
{
    QStringList lines;
    for (const json &deed : deeds)
        lines += deedText(deed);
    return lines.join(u'\n');
}

/// What somebody of the office did beyond the history, in one sentence.
QString deedOfOffice(const json &deed, const NameOf &nameOf)
{
    const auto event = ActivityEvent::fromJson(deed);
    if (!event)
        return fieldText(jsonText(deed, "kind"));
    const QString plumber = event->plumberId ? nameOf(*event->plumberId) : QString();
    return activitySentence(*event, plumber, {}, {}); // a refund names its own currency
}

QString objectText(const json &value)
{
    QStringList lines;
    for (const auto &[name, inner] : value.items()) {
        const QString text =
            inner.is_structured() ? objectText(inner).replace(u'\n', QStringLiteral(", ")) : sentText(inner);
        lines += value.is_array() ? text : QStringLiteral("%1: %2").arg(QString::fromStdString(name), text);
    }
    return lines.join(u'\n');
}

QString textOf(const ProofValue &value, const ProofBlock &block, const NameOf &nameOf)
{
    if (value.name == "decision")
        if (const auto decision = RankingDecision::fromJson(value.value))
            return decisionText(*decision, {}, nameOf);
    if (value.name == "deed")
        return deedOfOffice(value.value, nameOf);
    if (value.name == "attempts" || value.name == "exceptions")
        return deedsText(value.value);
    if (value.value.is_structured())
        return objectText(value.value);
    const QString text = wordText(value.name, sentText(value.value));
    if (const auto at = Timestamp::parse(text); at && isTime(value.name))
        return exactly(*at);
    if (value.name == "phone_number")
        return phoneForPeople(text);
    if (!value.name.endsWith("_cents") || !value.value.is_number_integer())
        return text;
    const auto currency =
        std::find_if(block.begin(), block.end(), [](const auto &one) { return one.name == "currency"; });
    return moneyText(value.value.get<qint64>(),
                     currency == block.end() ? QStringLiteral("usd") : jsonText(currency->value));
}

QString nameText(const QByteArray &name)
{
    if (name == "sent_text")
        return ProofWords::tr("Words as sent");
    if (name == "certificate_url")
        return ProofWords::tr("Certificate");
    if (name == "ip" || name == "address")
        return ProofWords::tr("From the address");
    if (name == "at" || name == "created_at")
        return ProofWords::tr("Time");
    if (name == "template")
        return ProofWords::tr("Message");
    if (name == "channel")
        return ProofWords::tr("Sent by");
    if (name == "actor" || name == "by")
        return ProofWords::tr("Who");
    if (name == "deed")
        return ProofWords::tr("What");
    if (name == "attempts")
        return ProofWords::tr("Tries");
    if (name == "exceptions")
        return ProofWords::tr("To be settled");
    const QString text = fieldText(QString::fromUtf8(name.endsWith("_cents") ? name.chopped(6) : name));
    return text.left(1).toUpper() + text.mid(1);
}

QString rowHtml(const QString &name, const QString &text)
{
    return QStringLiteral("<tr><td class=\"line\" width=\"26%\">%1</td><td class=\"line\">%2</td></tr>")
        .arg(shown(name).toHtmlEscaped(), text.toHtmlEscaped().replace(u'\n', QStringLiteral("<br>")));
}

QString blockHtml(const ProofBlock &block, const NameOf &nameOf)
{
    QString rows;
    for (const ProofValue &value : block)
        rows += rowHtml(nameText(value.name), textOf(value, block, nameOf));
    return QStringLiteral(
               "<table width=\"100%\" cellspacing=\"0\" cellpadding=\"3\" style=\"margin-bottom:8px\">%1</table>")
        .arg(rows);
}

QString sectionHtml(const ProofSection &section, const NameOf &nameOf)
{
    const QString tag = section.part == ProofPart::Made ? QStringLiteral("h2") : QStringLiteral("h3");
    QString html = QStringLiteral("<%1>%2</%1>").arg(tag, titleOf(section.part).toHtmlEscaped());
    for (const ProofBlock &block : section.blocks)
        html += blockHtml(block, nameOf);
    if (section.blocks.isEmpty())
        html += QStringLiteral("<p>%1</p>").arg(ProofWords::tr("Nothing is recorded.").toHtmlEscaped());
    return html;
}

QString lineOf(const QString &text)
{
    return QStringLiteral("<p>%1</p>").arg(text.toHtmlEscaped());
}

} // namespace

QString chainSentence(const ProofPack &pack)
{
    const json chain = jsonMember(pack.document(), "chain");
    const json lines = jsonMember(chain, "lines");
    const int count = lines.is_number_integer() ? lines.get<int>() : 0;
    if (pack.isSound())
        return ProofWords::tr("Checked: the history's chain of hashes is unbroken (%Ln line(s)).", nullptr, count);
    const json at = jsonMember(chain, "fault_at");
    const auto fault = enumFromName<HistoryFault>(jsonText(chain, "fault")).value_or(HistoryFault::LineAltered);
    return ProofWords::tr("Warning: the history was changed in the database. %1.")
        .arg(faultText(fault, at.is_number_integer() ? at.get<int>() : 0));
}

QString proofHtml(const ProofPack &pack, const NameOf &nameOf)
{
    QString html;
    for (const ProofSection &section : pack.sections()) {
        html += sectionHtml(section, nameOf);
        if (section.part == ProofPart::Made)
            html += lineOf(chainSentence(pack));
        if (section.part == ProofPart::Chain)
            html += lineOf(ProofWords::tr("SHA-256 of the JSON document: %1").arg(pack.sha256()));
    }
    return html;
}

QByteArray proofPdf(const ProofPack &pack, const NameOf &nameOf)
{
    const QString id = jsonText(jsonMember(pack.document(), "lead"), "id");
    return pdfOf(
        {ProofWords::tr("Proof pack"), ProofWords::tr("Proof pack of lead %1").arg(id), proofHtml(pack, nameOf)});
}

QString givenHtml(const customer::GivenFile &given)
{
    QString html;
    for (const customer::GivenSection &section : given.sections) {
        const QString tag = html.isEmpty() ? QStringLiteral("h2") : QStringLiteral("h3");
        html += QStringLiteral("<%1>%2</%1>").arg(tag, section.title.toHtmlEscaped());
        for (const QString &line : section.lines)
            html += lineOf(line);
    }
    return html;
}

QByteArray givenPdf(const customer::GivenFile &given)
{
    const QString title = given.sections.isEmpty() ? QString() : given.sections.first().title;
    return pdfOf({title, title, givenHtml(given)});
}

QByteArray givenJson(const customer::GivenFile &given)
{
    json sections = json::array();
    for (const customer::GivenSection &section : given.sections)
        sections.push_back({{"title", toJson(section.title)}, {"lines", toJson(section.lines)}});
    const json document{{"schema", "plumber-leads/given"}, {"version", 1}, {"sections", sections}};
    return QByteArray::fromStdString(document.dump(2, ' ', false, json::error_handler_t::replace)) + '\n';
}

} // namespace pl::ui
