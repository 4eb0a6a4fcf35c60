#pragma once

#include "models/domain/officesettings.h"

#include "ui/widgets/viewbar.h"

class QLineEdit;
class QPushButton;

namespace pl::ui {

class ProblemLabel;

/// The office's price rules: the factor of each urgency and the price of a service that is not in the list. What is
/// typed is shown in the table below as a preview; nothing is saved before "Save rules".
class RulesBar : public ViewBar
{
    Q_OBJECT

public:
    explicit RulesBar(QWidget *parent = nullptr);

    /// The saved rules; what the person has typed over other ones stays.
    void setRules(const OfficeSettings &saved);
    /// The rules as they were when the person began to type.
    const OfficeSettings &seen() const { return m_seen; }
    void setBusy(bool busy);
    /// Names the wrong fields by "day", "week", "month" and "default_price".
    void showErrors(const Error &error);
    /// Back to the saved rules.
    void discard();

Q_SIGNALS:
    /// Some of what is typed may be no rule yet: that part is as saved.
    void previewChanged(const pl::OfficeSettings &rules);
    void saveRequested(const pl::OfficeSettings &wanted);

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    struct Field
    {
        QString name;
        QString label;
        QLineEdit *editor;
    };
    void addField(const QString &name, const QString &label, const QString &hint);
    /// What is typed; every wrong field is named.
    OfficeSettings typed(QList<FieldError> *errors) const;
    void edited();
    void save();
    void fill();

    OfficeSettings m_saved;
    OfficeSettings m_seen;
    QList<Field> m_fields;
    QWidget *m_row;
    ProblemLabel *m_problem;
    QPushButton *m_save;
    QPushButton *m_discard;
};

} // namespace pl::ui
