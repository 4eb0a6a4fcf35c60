#include "models/customer/givenfile.h"

#include "models/base/jsonmember.h"
#include "models/domain/contactfields.h"
#include "models/domain/leadevent.h"
#include "models/domain/notification.h"

#include <QLocale>

namespace pl::customer {

using namespace Qt::StringLiterals;
using nlohmann::json;

namespace {

class Writer
{
public:
    Writer(const PersonFile &person, const QTimeZone &zone) : m_person(person), m_zone(zone) {}

    GivenSection aboutLead(const LeadFile &lead, qsizetype number) const;
    GivenSection aboutContact() const;
    GivenSection aboutRest() const;

    QString timeText(Timestamp at) const
    {
        return QLocale(QLocale::English, QLocale::UnitedStates)
            .toString(at.toDateTime().toTimeZone(m_zone), u"MMMM d, yyyy, h:mm AP t"_s);
    }

private:
    QString timeIn(const json &row, const char *field) const;
    QStringList dataOf(const LeadFile &lead) const;
    QStringList consentOf(const LeadFile &lead) const;
    QStringList storyOf(const LeadFile &lead) const;
    QStringList messagesOf(const LeadFile &lead) const;
    QString lineOf(const json &event) const;
    QString plumberOf(const json &row) const;
    QString whoIs(const QString &actor) const;

    const PersonFile &m_person;
    const QTimeZone m_zone;
};

struct Named
{
    const char *field;
    const char *words;
};

constexpr Named kData[] = {{"first_name", "First name"},
                           {"last_name", "Last name"},
                           {"email", "E-mail"},
                           {"phone_extension", "Extension"},
                           {"street", "Street"},
                           {"city", "City"},
                           {"state", "State"},
                           {"zip_code", "ZIP code"},
                           {"service_needed", "What you need"},
                           {"description", "What you wrote"},
                           {"external_id", "Number that the sender gave it"}};

QString textOf(const json &value)
{
    return value.is_string() ? jsonText(value)
                             : QString::fromStdString(value.dump(-1, ' ', false, json::error_handler_t::replace));
}

QString lineWith(const QString &words, const json &value)
{
    return words + u": "_s + textOf(value);
}

/// "question: answer", for each.
QStringList linesOf(const json &object)
{
    QStringList lines;
    if (object.is_object())
        for (const auto &[name, value] : object.items())
            if (!isNothing(value))
                lines += lineWith(QString::fromStdString(name), value);
    return lines;
}

QString Writer::timeIn(const json &row, const char *field) const
{
    const auto at = Timestamp::parse(jsonText(row, field));
    return at ? timeText(*at) : QString();
}

QString Writer::plumberOf(const json &row) const
{
    const QString name = m_person.plumbers.value(idIn(row, "plumber_id"));
    return name.isEmpty() ? u"a plumber"_s : name;
}

QString Writer::whoIs(const QString &actor) const
{
    return actor == u"server" ? u"our system"_s : u"our office"_s;
}

QStringList Writer::dataOf(const LeadFile &lead) const
{
    QStringList lines;
    for (const Named &named : kData)
        if (const json value = jsonMember(lead.lead, named.field); !isNothing(value))
            lines += lineWith(QString::fromLatin1(named.words), value);
    if (const QString phone = jsonText(lead.lead, "phone_number"); !phone.isEmpty())
        lines += u"Phone: "_s + phoneForPeople(phone);
    lines += linesOf(jsonMember(lead.lead, "answers"));
    for (const QString &line : linesOf(jsonMember(lead.lead, "origin")))
        lines += u"How you found us, "_s + line;
    return lines;
}

QStringList Writer::consentOf(const LeadFile &lead) const
{
    QStringList lines;
    for (const QString &line : linesOf(jsonMember(lead.lead, "consent")))
        lines += u"What you agreed to, "_s + line;
    return lines;
}

QString Writer::lineOf(const json &event) const
{
    const QString who = whoIs(jsonText(event, "actor"));
    switch (enumFromName<LeadEventKind>(jsonText(event, "kind")).value_or(LeadEventKind::Edited)) {
    case LeadEventKind::Received:
    case LeadEventKind::Imported:
        return u"We received your request."_s;
    case LeadEventKind::Assigned:
        return u"%1 passed it on to %2."_s.arg(who, plumberOf(event));
    case LeadEventKind::Unassigned:
        return u"%1 took it back from %2."_s.arg(who, plumberOf(event));
    case LeadEventKind::Accepted:
        return u"%1 accepted it."_s.arg(plumberOf(event));
    case LeadEventKind::Declined:
        return u"%1 declined it."_s.arg(plumberOf(event));
    case LeadEventKind::Completed:
        return u"%1 closed it."_s.arg(who);
    case LeadEventKind::Reopened:
        return u"%1 opened it again."_s.arg(who);
    case LeadEventKind::Edited:
        return u"%1 changed what we know."_s.arg(who);
    case LeadEventKind::Note:
        return u"%1 noted: %2"_s.arg(who, jsonText(event, "note"));
    case LeadEventKind::Erased:
    case LeadEventKind::Withdrawn:
        return u"%1 erased it."_s.arg(who);
    }
    return {};
}

QString capitalized(QString sentence)
{
    if (!sentence.isEmpty())
        sentence[0] = sentence.at(0).toUpper();
    return sentence;
}

QStringList Writer::storyOf(const LeadFile &lead) const
{
    QStringList lines;
    for (const json &event : lead.history)
        lines += timeIn(event, "at") + u": "_s + capitalized(lineOf(event));
    return lines;
}

/// What was sent. To others, only that there was one: their words hold others' data.
QStringList Writer::messagesOf(const LeadFile &lead) const
{
    QStringList lines;
    for (const json &message : lead.messages) {
        const QString name = jsonText(message, "template");
        const QString way = jsonText(message, "channel") == u"sms" ? u"a text message"_s : u"an e-mail"_s;
        const QString at = timeIn(message, "created_at");
        const QString words = jsonText(message, "sent_text"); // sent long ago: none
        if (name == u"reply")
            lines += u"%1: You answered: %2"_s.arg(at, jsonText(message, "body"));
        else if (jsonText(message, "status") != u"sent")
            continue;
        else if (name == u"plumber_found")
            lines += u"%1: We wrote you %2"_s.arg(at, way) + (words.isEmpty() ? u"."_s : u": "_s + words);
        else if (name == u"lead_assigned")
            lines += u"%1: We sent %2 to %3 about your request."_s.arg(at, way, plumberOf(message));
    }
    return lines;
}

GivenSection Writer::aboutLead(const LeadFile &lead, qsizetype number) const
{
    const QString source = m_person.sources.value(idIn(lead.lead, "source_id"));
    GivenSection section{u"Request %1, %2"_s.arg(number).arg(timeIn(lead.lead, "created_at")), {}};
    if (!source.isEmpty())
        section.lines += u"It came to us by way of %1."_s.arg(source);
    section.lines += dataOf(lead) + consentOf(lead) + storyOf(lead) + messagesOf(lead);
    if (!lead.payments.empty())
        section.lines += u"A plumber pays us for requests that we pass on."_s;
    return section;
}

GivenSection Writer::aboutContact() const
{
    GivenSection section{u"What you asked us not to do"_s, {}};
    for (const json &refusal : m_person.refusals) {
        const QString channel = jsonText(refusal, "channel");
        const QString what = channel == u"sale"    ? u"Sell your requests"_s
                             : channel == u"sms"   ? u"Send text messages"_s
                             : channel == u"email" ? u"Send e-mail"_s
                             : channel == u"call"  ? u"Call"_s
                                                   : u"Write letters"_s;
        section.lines += what + u", since "_s + timeIn(refusal, "at");
    }
    return section;
}

GivenSection Writer::aboutRest() const
{
    GivenSection section{u"Also"_s, {}};
    for (const json &reply : m_person.replies)
        section.lines += u"%1: You wrote: %2"_s.arg(timeIn(reply, "created_at"), jsonText(reply, "body"));
    for (const json &item : m_person.items)
        section.lines +=
            u"%1: We were sent something about you that is no request yet."_s.arg(timeIn(item, "received_at"));
    if (!m_person.journal.empty())
        section.lines += u"Something about you has just come in and is being stored."_s;
    return section;
}

} // namespace

GivenFile GivenFile::of(const PersonFile &person, const QString &office, Timestamp now, const QTimeZone &zone)
{
    const Writer writer(person, zone);
    GivenFile file;
    file.sections += {office.isEmpty() ? u"What we know about you"_s : u"What %1 knows about you"_s.arg(office),
                      {u"As of %1."_s.arg(writer.timeText(now))}};
    for (qsizetype i = 0; i < person.leads.size(); ++i)
        if (!person.leads.at(i).isErased())
            file.sections += writer.aboutLead(person.leads.at(i), i + 1);
    for (const GivenSection &section : {writer.aboutContact(), writer.aboutRest()})
        if (!section.lines.isEmpty())
            file.sections += section;
    if (file.sections.size() == 1)
        file.sections.first().lines += u"Nothing."_s;
    return file;
}

QString GivenFile::toText() const
{
    QString text;
    for (const GivenSection &section : sections) {
        text += (text.isEmpty() ? QString() : u"\n"_s) + section.title + u'\n';
        for (const QString &line : section.lines)
            text += u"  "_s + line + u'\n';
    }
    return text;
}

} // namespace pl::customer
