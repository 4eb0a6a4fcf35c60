#include "ui/words/templatewords.h"

#include <QCoreApplication>
#include <QHash>

namespace pl::ui {

namespace {

struct TemplateWords
{
    Q_DECLARE_TR_FUNCTIONS(pl::ui::TemplateWords)
};

QHash<QString, QString> placeholderTexts()
{
    return {{QStringLiteral("plumber"), TemplateWords::tr("The plumber's name")},
            {QStringLiteral("plumberphone"), TemplateWords::tr("The plumber's phone number")},
            {QStringLiteral("customer"), TemplateWords::tr("The customer's name")},
            {QStringLiteral("service"), TemplateWords::tr("The service")},
            {QStringLiteral("urgency"), TemplateWords::tr("How urgent it is")},
            {QStringLiteral("zip"), TemplateWords::tr("The ZIP code")},
            {QStringLiteral("name"), TemplateWords::tr("The customer's name, once the plumber may see it")},
            {QStringLiteral("phone"), TemplateWords::tr("The customer's phone number, once the plumber may see it")},
            {QStringLiteral("email"), TemplateWords::tr("The customer's e-mail address, once the plumber may see it")},
            {QStringLiteral("address"), TemplateWords::tr("The address of the job, once the lead is accepted")},
            {QStringLiteral("link"), TemplateWords::tr("The link")},
            {QStringLiteral("expires"), TemplateWords::tr("Until when the link works")},
            {QStringLiteral("office"), TemplateWords::tr("The office's name")},
            {QStringLiteral("contact"), TemplateWords::tr("Only if the plumber may see the customer's details")},
            {QStringLiteral("callable"), TemplateWords::tr("Only if the customer can be called")},
            {QStringLiteral("test"), TemplateWords::tr("Only in a test lead")}};
}

} // namespace

QString placeholderText(const QString &placeholder)
{
    return placeholderTexts().value(placeholder, placeholder);
}

QString languageText(const QString &language)
{
    if (language == u"en")
        return TemplateWords::tr("English");
    return language == u"es" ? TemplateWords::tr("Spanish") : language;
}

} // namespace pl::ui
