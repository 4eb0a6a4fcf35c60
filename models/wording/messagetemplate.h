#pragma once

#include "models/base/jsonreader.h"

namespace pl::wording {

/// Which text it is.
struct TemplateKey
{
    QString name;    ///< "lead_assigned", …
    QString channel; ///< "email" or "sms"
    QString language = QStringLiteral("en");

    bool operator==(const TemplateKey &) const = default;
    bool isSms() const { return channel == u"sms"; }
};

/// What stands in a message, with placeholders. A text message has no subject.
struct TemplateText
{
    QString subject;
    QString body;

    bool operator==(const TemplateText &) const = default;
};

/// The languages that there are originals in: "en", "es".
const QStringList &languages();
/// The names of all templates: "lead_assigned", …
const QStringList &templateNames();
/// Whether there is such a template for the channel.
bool hasTemplate(const QString &name, const QString &channel);
/// All of them in a language, in the order in which people read them.
QList<TemplateKey> templateKeys(const QString &language);
/// Whether the message goes to a customer, in the office's language; the others go to plumbers, in theirs.
bool isToCustomer(const QString &name);

/// A text as a file has it: an e-mail's begins with a line "Subject: …".
TemplateText textOfFile(const QString &whole);
QString fileOf(const TemplateText &text);
/// What comes with the program; in English when there is none in that language.
TemplateText originalText(const TemplateKey &key);

/// A row of `message_templates`: the office's own words for a message.
struct MessageTemplate
{
    static constexpr int kMaxSubject = 200;
    static constexpr int kMaxBody = 10'000;

    QUuid id;
    TemplateKey key;
    QString subject;
    std::optional<QString> body; ///< empty: the original is sent
    qint64 version = 0;          ///< 0: there is no such row

    bool operator==(const MessageTemplate &) const = default;
    bool isEdited() const { return body.has_value(); }
    static QByteArray columns();
    static Result<MessageTemplate> fromJson(const nlohmann::json &row);
};

/// The office's own words, as they were read.
class TemplateSet
{
public:
    TemplateSet() = default;
    explicit TemplateSet(QList<MessageTemplate> rows) : m_rows(std::move(rows)) {}
    /// Rows of a kind that a newer version has are left out.
    static TemplateSet fromJson(const nlohmann::json &rows);

    bool operator==(const TemplateSet &) const = default;
    /// One of version 0 when there is none.
    MessageTemplate row(const TemplateKey &key) const;
    bool isEdited(const TemplateKey &key) const { return row(key).isEdited(); }
    /// The office's text, or the original.
    TemplateText text(const TemplateKey &key) const;
    void put(const MessageTemplate &row);

private:
    QList<MessageTemplate> m_rows;
};

} // namespace pl::wording
