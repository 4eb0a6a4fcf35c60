#pragma once

#include <QByteArray>
#include <QHash>
#include <QString>

namespace pl::notify {

/// The values for a template's names.
using TemplateValues = QHash<QString, QString>;

/// A text from server/notify/templates: {{name}} is replaced by a value, {{#name}}…{{/name}} appears only if the value
/// isn't empty, {{^name}}…{{/name}} only if it is. Values are always escaped: in HTML they can't become markup, in
/// plain text they can't start a line or hide characters.
class TextTemplate
{
public:
    enum class Kind { Plain, Html };

    TextTemplate(QString text, Kind kind) : m_text(std::move(text)), m_kind(kind) {}
    /// Loads the file of that name ("lead_assigned.txt"); its extension determines the kind.
    static TextTemplate named(const char *file);

    QString render(const TemplateValues &values) const;

private:
    QString render(QStringView text, const TemplateValues &values) const;
    QString escaped(const QString &value) const;

    const QString m_text;
    const Kind m_kind;
};

/// Wraps `content`, HTML made by a template, in the common page layout.
QString pageOf(const QString &title, const QString &content);
/// The layout's style as a Content-Security-Policy source: "'sha256-…'".
QByteArray pageStyleHash();

} // namespace pl::notify
