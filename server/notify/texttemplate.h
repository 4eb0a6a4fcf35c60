#pragma once

#include <QByteArray>
#include <QHash>
#include <QString>

namespace pl::notify {

/// What a template's names stand for.
using TemplateValues = QHash<QString, QString>;

/// A text of server/notify/templates with {{name}} for a value, {{#name}}…{{/name}} for what is there only when the
/// value isn't empty, and {{^name}}…{{/name}} for what is there only when it is. Values are always escaped for the kind
/// of text: in HTML they can't become markup, in plain text they can't begin a line or hide letters.
class TextTemplate
{
public:
    enum class Kind { Plain, Html };

    TextTemplate(QString text, Kind kind) : m_text(std::move(text)), m_kind(kind) {}
    /// The file of that name ("lead_assigned.txt"); its ending tells the kind.
    static TextTemplate named(const char *file);

    QString render(const TemplateValues &values) const;

private:
    QString render(QStringView text, const TemplateValues &values) const;
    QString escaped(const QString &value) const;

    const QString m_text;
    const Kind m_kind;
};

/// `content`, which is HTML made by a template, in the page that all of them share.
QString pageOf(const QString &title, const QString &content);
/// The Content-Security-Policy's name for the style in that page: "'sha256-…'".
QByteArray pageStyleHash();

} // namespace pl::notify
