#include "models/importing/filerow.h"
#include "models/importing/valuewords.h"

#include "models/domain/sentphone.h"
#include "models/mapping/sentvalues.h"
#include "models/mapping/wordtable.h"

#include <QCoreApplication>
#include <QRegularExpression>

namespace pl::importing {
namespace {

struct PlumberRowWords
{
    Q_DECLARE_TR_FUNCTIONS(pl::importing::PlumberRow)
};

QStringList servicesOf(FileRow &row)
{
    static const QRegularExpression between(QStringLiteral(R"([,;|\n])"));
    const QStringList &offered = row.rules().services;
    QStringList services;
    for (const QString &part : row.text(Field::Services).split(between, Qt::SkipEmptyParts)) {
        const QString name = part.simplified();
        const auto meant = mapping::serviceMeant(name, {}, offered);
        if (!meant && !name.isEmpty())
            row.addInvalid("services", PlumberRowWords::tr("has no service “%1” here").arg(name.left(60)));
        else if (meant && !services.contains(*meant))
            services += *meant;
    }
    return services;
}

/// Reads one of the fields with words or numbers of their own; an unreadable one is an error.
template <class T>
std::optional<T> meantBy(FileRow &row, Field field, const char *column, std::optional<T> (*read)(const QString &),
                         const QString &detail)
{
    const QString sent = row.text(field);
    const auto meant = read(sent);
    if (!meant && !sent.isEmpty())
        row.addInvalid(column, detail);
    return meant;
}

void readRules(FileRow &row, Plumber &plumber)
{
    const QString number = PlumberRowWords::tr("must be a whole number");
    plumber.services = servicesOf(row);
    if (const auto miles = meantBy(row, Field::Radius, "service_radius_miles", &wholeNumberMeant, number))
        plumber.serviceRadiusMiles = *miles;
    plumber.dailyLeadCap = meantBy(row, Field::DailyCap, "daily_lead_cap", &wholeNumberMeant, number);
    plumber.weeklyLeadCap = meantBy(row, Field::WeeklyCap, "weekly_lead_cap", &wholeNumberMeant, number);
    plumber.monthlyLeadCap = meantBy(row, Field::MonthlyCap, "monthly_lead_cap", &wholeNumberMeant, number);
    if (const auto way = meantBy(row, Field::NotifyBy, "notify_by", &notifyByMeant,
                                 PlumberRowWords::tr("must be e-mail, text, both, or none")))
        plumber.notifyBy = *way;
    if (const auto status = meantBy(row, Field::Status, "status", &plumberStatusMeant,
                                    PlumberRowWords::tr("must be active, paused, or removed")))
        plumber.status = *status;
}

void readPapers(FileRow &row, Plumber &plumber)
{
    plumber.company = mapping::line(row.text(Field::Company), 1000);
    plumber.licenseNumber = mapping::line(row.text(Field::LicenseNumber), 1000);
    plumber.licenseExpires = row.day(Field::LicenseExpires, "license_expires");
    plumber.insuranceExpires = row.day(Field::InsuranceExpires, "insurance_expires");
    plumber.zipCodes = zipListMeant(row.text(Field::ZipCodes));
}

QStringList givenColumns(const FileRow &row)
{
    QStringList given{QStringLiteral("first_name"), QStringLiteral("last_name"), QStringLiteral("email"),
                      QStringLiteral("phone_number"), QStringLiteral("zip_code")};
    for (const Field field : {Field::Services, Field::Radius, Field::DailyCap, Field::NotifyBy, Field::Status,
                              Field::Company, Field::LicenseNumber, Field::LicenseExpires, Field::InsuranceExpires,
                              Field::WeeklyCap, Field::MonthlyCap, Field::ZipCodes})
        if (!row.text(field).isEmpty())
            given += QString(enumName(field));
    return given;
}

} // namespace

Result<RowColumns> plumberColumns(FileRow &row)
{
    Plumber plumber;
    plumber.firstName = mapping::line(row.firstName(), 1000);
    plumber.lastName = mapping::line(row.lastName(), 1000);
    plumber.email = row.email();
    const QString phone = row.text(Field::Phone);
    const SentPhone sent = readPhone(phone);
    plumber.phoneNumber = sent.isValid && sent.extension.isEmpty() ? sent.number : phone;
    plumber.zipCode = row.zip();
    readRules(row, plumber);
    readPapers(row, plumber);
    const auto checked = plumber.validated();
    if (!checked)
        for (const FieldError &error : checked.error().fields)
            row.errors().add(error);
    if (!row.errors().list().isEmpty())
        return row.errors().failure();
    return RowColumns{checked->toJson(), givenColumns(row), checked->email, checked->phoneNumber, {}};
}

} // namespace pl::importing
