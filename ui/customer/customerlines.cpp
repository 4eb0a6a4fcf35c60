#include "ui/customer/customerlines.h"

#include "models/base/jsonmember.h"
#include "models/base/jsontext.h"
#include "models/domain/rankingdecision.h"
#include "ui/words/billingwords.h"
#include "ui/words/customerwords.h"
#include "ui/words/messagewords.h"
#include "ui/words/words.h"

#include <QCoreApplication>

namespace pl::ui {
namespace {

using nlohmann::json;
using replica::KeptLead;
using replica::KeptMessage;

struct LineWords
{
    Q_DECLARE_TR_FUNCTIONS(pl::ui::CustomerLines)
};

QString serviceOf(const replica::CustomerRecords &records, const std::optional<QUuid> &leadId)
{
    const KeptLead *kept = leadId ? records.lead(*leadId) : nullptr;
    return kept ? kept->lead.serviceNeeded : QString();
}

/// As the window's other lists tell it.
LeadEvent eventOf(const HistoryLine &line)
{
    LeadEvent event;
    event.leadId = line.leadId;
    event.kind = enumFromName<LeadEventKind>(line.kind).value_or(LeadEventKind::Note);
    event.actor = line.actor;
    event.plumberId = line.plumberId;
    event.note = line.note;
    event.at = line.at;
    if (line.detail)
        event.detail = parseJson(line.detail->toUtf8(), {}).valueOr(json());
    return event;
}

QString consentName(const QString &name)
{
    if (name == u"at")
        return LineWords::tr("When");
    if (name == u"address" || name == u"ip")
        return LineWords::tr("From the address");
    if (name == u"origin" || name == u"url")
        return LineWords::tr("On the page");
    if (name == u"text")
        return LineWords::tr("What they agreed to");
    if (name == u"certificate" || name == u"certificate_url")
        return LineWords::tr("Certificate");
    return name;
}

} // namespace

QString namedLines(const QList<NamedText> &facts)
{
    QStringList lines;
    for (const NamedText &fact : facts)
        lines += LineWords::tr("%1: %2", "a name and what stands under it").arg(fact.name, fact.text);
    return lines.join(u'\n');
}

/// Without what is empty.
QString textLines(QStringList parts)
{
    parts.removeAll(QString());
    return parts.join(u'\n');
}

QList<CustomerLine> historyLines(const CustomerFile &file, const OfficeContext &context)
{
    QList<CustomerLine> all;
    for (const replica::BrokenLine &broken : file.records.broken)
        all += {{},
                LineWords::tr("Warning: %1. Somebody changed this history in the database.")
                    .arg(faultText(broken.fault, broken.sequence)),
                {},
                broken.leadId,
                true};
    for (const HistoryLine &line : file.records.history) {
        const QString plumber = context.replica.plumberName(line.plumberId);
        QString what = eventSentence(eventOf(line), plumber, context.userEmail);
        if (line.isErased())
            what = LineWords::tr("%1 (its words are no longer kept)").arg(what);
        all += {line.at, what, {}, line.leadId};
    }
    std::stable_sort(all.begin(), all.end(),
                     [](const auto &a, const auto &b) { return a.at && b.at ? *a.at > *b.at : !a.at && b.at; });
    return all;
}

QList<CustomerLine> messageLines(const CustomerFile &file, const OfficeContext &context)
{
    QList<CustomerLine> all;
    for (const KeptMessage &kept : file.records.messages) {
        const Notification &message = kept.message;
        const QString plumber = context.replica.plumberName(message.plumberId);
        const QString whom = message.isToCustomer() ? LineWords::tr("the customer") : plumber;
        const QString kind = messageKindText(message.templateName);
        const QString what =
            message.isReply()
                ? LineWords::tr("%1: %2", "Reply, what was written").arg(kind, message.body.value_or(QString()))
                : LineWords::tr("%1 to %2 by %3: %4", "New lead, a plumber, e-mail, Delivered")
                      .arg(kind, whom, channelText(message.channel), messageStateText(stateOf(message)));
        all += {message.createdAt, what.simplified(),
                textLines({what, message.recipient, messageReason(message, plumber, context.clock()),
                           kept.words.value_or(QString())}),
                message.leadId.value_or(QUuid())};
    }
    return all;
}

QList<CustomerLine> refusalLines(const CustomerFile &file, const OfficeContext &context)
{
    QList<CustomerLine> all;
    for (const ContactRefusal &refusal : file.records.doNotContact.all)
        all += {refusal.at, refusalSentence(refusal, context.userEmail),
                textLines({refusalSentence(refusal, context.userEmail), refusalEffect(refusal.channel)})};
    return all;
}

QList<CustomerLine> paymentLines(const CustomerFile &file, const OfficeContext &context)
{
    QList<CustomerLine> all;
    for (const Payment &payment : file.records.payments.value_or(QList<Payment>()))
        all += {payment.createdAt,
                LineWords::tr("%1, %2: %3", "an amount, a plumber, a state")
                    .arg(moneyText(payment.amount()), context.replica.plumberName(payment.plumberId),
                         paymentStateText(payment)),
                {},
                payment.leadId};
    return all;
}

QList<CustomerLine> consentLines(const CustomerFile &file)
{
    QList<CustomerLine> all;
    for (const KeptLead &kept : file.records.leads) {
        if (!kept.consent.is_object())
            continue;
        QList<NamedText> facts;
        for (const auto &[name, value] : kept.consent.items())
            facts += {consentName(QString::fromStdString(name)), sentText(value)};
        const QString words = jsonText(kept.consent, "text");
        const QString what = words.isEmpty() ? LineWords::tr("Agreed") : LineWords::tr("Agreed: %1").arg(words);
        all += {Timestamp::parse(jsonText(kept.consent, "at")).value_or(kept.lead.createdAt), what.simplified(),
                namedLines(facts), kept.lead.id};
    }
    return all;
}

QList<CustomerLine> decisionLines(const CustomerFile &file, const OfficeContext &context)
{
    QList<CustomerLine> all;
    for (const HistoryLine &line : file.records.history) {
        const auto decision = RankingDecision::fromJson(eventOf(line).detail);
        if (line.kind != u"assigned" || !line.detail || !decision)
            continue;
        const QString plumber = context.replica.plumberName(line.plumberId);
        all += {line.at,
                LineWords::tr("%1 of %2 who could take it: %3", "a rank, how many, a plumber")
                    .arg(numberText(decision->rank), numberText(decision->eligible), plumber),
                decisionText(*decision, serviceOf(file.records, line.leadId),
                             [&context](const QUuid &id) { return context.replica.plumberName(id); }),
                line.leadId};
    }
    return all;
}

} // namespace pl::ui
