#pragma once

#include "models/domain/messagesample.h"
#include "tests/support/messagerows.h"
#include "tests/support/sourcerows.h"
#include "tests/ui/billingfixture.h"
#include "ui/office/sourcecontext.h"

namespace pl::test {

/// An admin's office in which every text that a row can hold is the same hostile one.
class HostileOffice : public BillingFixture
{
public:
    explicit HostileOffice(const QString &words) : m_words(words), m_text(words.toStdString())
    {
        office.context.dispatch = &dispatch;
        office.context.messages = &messages;
        office.context.samples = &samples;
        office.context.templates = &templates;
        office.context.sources = &sources;
        fillPeople();
        fillMoney();
        fillMessages();
        fillSources();
    }

    bool load()
    {
        if (!BillingFixture::load())
            return false;
        messages.start();
        book.load();
        return QTest::qWaitFor(
            [this] { return messages.state() == replica::MessageReplica::State::Live && book.isLoaded(); });
    }
    const QString &words() const { return m_words; }

    replica::DispatchRules dispatch{office.client, office.replica};
    replica::MessageReplica messages{office.client, nullptr, std::chrono::milliseconds(20)};
    replica::SampleBook samples{office.client};
    replica::TemplateBook templates{office.client};
    replica::SourceBook book{office.client};
    replica::SourceCommands sourceCommands{office.client, book};
    replica::SourceTester sourceTester{office.client, office.replica};
    ui::SourceContext sources{book, sourceCommands, sourceTester};

private:
    FakeTransport &transport() { return office.transport; }

    void spoil(nlohmann::json &row, const std::vector<std::string> &columns) const
    {
        for (const std::string &column : columns)
            row[column] = m_text;
    }
    /// Enough of them that not all are shown at once.
    nlohmann::json answers() const
    {
        nlohmann::json sent = nlohmann::json::object();
        for (int i = 0; i < 8; ++i)
            sent[m_text + std::to_string(i)] = {m_text, {{m_text, m_text}}};
        return sent;
    }
    void putLead(int number, const nlohmann::json &changes)
    {
        nlohmann::json row = FakeTransport::lead(number, m_text, m_text);
        spoil(row, {"email", "phone_number", "service_needed", "zip_code", "description", "external_id", "street",
                    "city", "state", "phone_extension"});
        row["answers"] = answers();
        row["origin"] = {{"utm_source", m_text}, {"page", {m_text, {{m_text, m_text}}}}, {m_text, m_text}};
        row["has_real_phone"] = false;
        row["source_id"] = FakeTransport::leadId(900);
        row["urgency"] = "day";
        row.update(changes);
        transport().put("leads", row);
        for (const char *kind : {"received", "assigned", "declined", "note"})
            transport().put("lead_events", {{"id", ++m_event},
                                            {"lead_id", row["id"]},
                                            {"kind", kind},
                                            {"actor", m_text},
                                            {"plumber_id", FakeTransport::plumberId(1)},
                                            {"note", m_text},
                                            {"at", transport().nextTime()}});
    }
    void fillPeople()
    {
        transport().put("lead_sources", {{"id", FakeTransport::leadId(900)}, {"name", m_text}});
        transport().put(
            "services",
            {{"name", m_text}, {"category", m_text}, {"price_cents", 2500}, {"active", true}, {"version", 1}});
        for (int number : {1, 2, 4, 5}) {
            nlohmann::json row = FakeTransport::plumber(number, m_text, m_text, {m_text, "Drain Cleaning"});
            spoil(row, {"email", "phone_number", "zip_code"});
            if (number > 2)
                row["services"] = {"Drain Cleaning"};
            transport().put("plumbers", row);
        }
        putLead(1, nlohmann::json::object());
        putLead(2, {{"status", "assigned"},
                    {"is_test", true},
                    {"assigned_plumber_id", FakeTransport::plumberId(1)},
                    {"assigned_at", transport().nextTime()}});
        putLead(3, nlohmann::json::object());
        const SourceSilence silence{m_words, office.now.addSeconds(-5 * 3600), 14, 1, 5};
        transport().put("settings", {{"key", "source_silence.1"}, {"value", silence.toJson()}});
    }
    void fillMoney()
    {
        for (int number : {1, 2, 3}) {
            const char *const states[] = {"failed", "succeeded", "refunded"};
            nlohmann::json row = transport().putPayment(number, states[number - 1]);
            spoil(row, {"failure_message", "refund_reason", "receipt_url", "stripe_payment_intent_id"});
            transport().put("payments", row);
        }
        transport().put("billing_exceptions", {{"id", FakeTransport::paymentId(60)},
                                               {"kind", "amount"},
                                               {"payment_id", FakeTransport::paymentId(1)},
                                               {"plumber_id", nullptr},
                                               {"stripe_id", m_text},
                                               {"detail", m_text},
                                               {"found_at", "2026-11-18T03:00:00Z"},
                                               {"settled_at", nullptr},
                                               {"updated_at", "2026-11-18T03:00:00Z"},
                                               {"version", 1}});
    }
    void fillMessages()
    {
        nlohmann::json changes{{"status", "failed"}};
        spoil(changes, {"recipient", "error", "template"});
        transport().put("notifications", messageRow(1, changes));
        transport().put("notifications", messageRow(2, {{"recipient", m_text}, {"template", "plumber_found"}}));
        transport().put("notifications", messageRow(3, {{"recipient", m_text},
                                                        {"template", "reply"},
                                                        {"channel", "sms"},
                                                        {"status", "sent"},
                                                        {"body", m_text},
                                                        {"seen", false}}));
        transport().put("notifications",
                        messageRow(4, {{"status", "sent"}, {"delivery", "bounced"}, {"delivery_error", m_text}}));
        MessageSamples shownSamples;
        shownSamples.hasEmail = true;
        shownSamples.previews = {{m_words, QStringLiteral("email"), m_words, m_words, m_words}};
        const std::string at = transport().nextTime();
        for (const auto &[key, value] : {std::pair(MessageSamples::kKey, shownSamples.toJson()),
                                         std::pair(MessageTest::kKey, MessageTest().toJson())})
            transport().put("settings", {{"key", key.data()}, {"value", value}, {"version", 1}, {"updated_at", at}});
    }

    void fillSources()
    {
        nlohmann::json row = sourceRow(1, m_text, "hook");
        spoil(row, {"preset", "default_service", "key_prefix"});
        transport().put("lead_sources", row);
        transport().put("settings", sourceSetting("source_rules.", 1, {{"per_minute", 5}, {"origins", {m_text}}}));
        const SourceSilence silence{m_words, office.now.addSeconds(-5 * 3600), 14, 1, 5};
        transport().put("settings", sourceSetting("source_silence.", 1, silence.toJson()));
    }

    const QString m_words;
    const std::string m_text;
    int m_event = 7000;
};

} // namespace pl::test
