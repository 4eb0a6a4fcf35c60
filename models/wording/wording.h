#pragma once

#include "models/domain/officeidentity.h"
#include "models/wording/messagetemplate.h"
#include "models/wording/messagevalues.h"

namespace pl::wording {

/// The words of one message. A text message has neither subject nor HTML.
struct MessageText
{
    QString subject;
    QString text;
    QString html;

    bool operator==(const MessageText &) const = default;
};

/// The office's part in every message: its name, its own templates, and the language in which it writes to customers.
struct OfficeWords
{
    /// The key in `settings`.
    static constexpr QLatin1StringView kLanguage{"message_language"};

    OfficeIdentity office = {};
    QString language = QStringLiteral("en");
    TemplateSet templates = {};

    bool operator==(const OfficeWords &) const = default;
    /// The keys in `settings` that `fromSettings` reads.
    static QStringList keys();
    /// Without templates. A language that there is no original in counts as English.
    static OfficeWords fromSettings(const QHash<QString, nlohmann::json> &values);
};

/// The template that goes to these people: a plumber is written to in their language, a customer in the office's.
TemplateKey keyFor(const QString &name, const QString &channel, const Facts &facts, const OfficeWords &words);

/// The message made from a template. Only if `hasTemplate`. An edited template that can't be sent (templatecheck.h) is
/// replaced by its original: a message must not fail for its words.
MessageText wordingOf(const TemplateKey &key, const Facts &facts, const OfficeWords &words);
MessageText wordingOf(const QString &name, const QString &channel, const Facts &facts, const OfficeWords &words = {});

/// The message that this text makes, which need not be complete yet.
MessageText rendered(const TemplateKey &key, const TemplateText &text, const Facts &facts,
                     const OfficeIdentity &office);

} // namespace pl::wording
