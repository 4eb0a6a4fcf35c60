#pragma once

#include "models/domain/plumbermatches.h"
#include "models/domain/service.h"
#include "ui/widgets/personform.h"

#include <functional>

class QCheckBox;
class QComboBox;
class QSpinBox;

namespace pl::ui {

class DateField;
class ServiceChecklist;
class TwinNotice;
class WorkHoursEditor;

/// Adds or edits a plumber. Validates with Plumber::validated(). Says while one types that somebody else has the phone
/// number or e-mail address.
class PlumberForm : public PersonForm
{
    Q_OBJECT

public:
    /// Who else has what is being typed; `self` as in PlumberMatches::ofTyped.
    using FindTwins =
        std::function<QList<PlumberMatches::Match>(const QString &phone, const QString &email, const QUuid &self)>;

    explicit PlumberForm(QWidget *parent);

    void setTwins(const FindTwins &find, const std::function<QString(const QUuid &)> &nameOf);
    void openNew(const QList<Service> &services, QDate today);
    /// `column`: the field that gets the focus.
    void openEdit(const Plumber &plumber, const QList<Service> &services, QDate today, const QString &column = {});
    /// Opens it for a pause until a day, a week from now unless the plumber has one.
    void openPause(const Plumber &plumber, const QList<Service> &services, QDate today);
    /// The row being edited, as it was when the dialog opened or was last rebased; none for a new plumber.
    const std::optional<Plumber> &editedPlumber() const { return m_plumber; }
    /// Somebody else changed the row in the meantime: untouched fields show the new values, typed ones are kept, and
    /// the next save is based on `now`.
    void rebase(const Plumber &now);

Q_SIGNALS:
    /// Validated and normalized. The dialog stays open and busy until saved() or showErrors().
    void submitted(const pl::Plumber &plumber);
    /// The person wants to see the plumber who has the same phone number or address. The form has closed.
    void plumberWanted(const QUuid &plumberId);

protected:
    void submit() override;
    bool changed() const override;

private:
    void build();
    void buildContact();
    void buildLeads();
    void buildHours();
    void buildPapers();
    void proposeDays(QDate today);
    void fill(const Plumber &plumber);
    Plumber forPeople(Plumber plumber) const;
    Plumber typed() const;
    void readWork(Plumber &plumber) const;
    void readPapers(Plumber &plumber) const;
    void showTwins();

    std::optional<Plumber> m_plumber;
    QList<Service> m_known;
    QDate m_today;    ///< the office's
    Plumber m_before; ///< what the form held when it opened
    FindTwins m_findTwins;
    std::function<QString(const QUuid &)> m_nameOf;
    TwinNotice *m_twins;
    QSpinBox *m_radius;
    QLineEdit *m_zipCodes;
    QLineEdit *m_company;
    QComboBox *m_language;
    QComboBox *m_notifyBy;
    QSpinBox *m_cap;
    QSpinBox *m_weekCap;
    QSpinBox *m_monthCap;
    ServiceChecklist *m_services;
    QComboBox *m_status;
    DateField *m_pausedUntil;
    WorkHoursEditor *m_hours;
    QLineEdit *m_license;
    DateField *m_licenseExpires;
    DateField *m_insuranceExpires;
    QCheckBox *m_verified;
};

} // namespace pl::ui
