#pragma once

#include "models/domain/officesettings.h"

#include "ui/widgets/viewbar.h"

class QLineEdit;
class QPushButton;

namespace pl::ui {

class ProblemLabel;

/// The office's price rules: the factor for each urgency and the price of a service that isn't in the list. The table
/// below previews what is typed; only "Save rules" saves.
class RulesBar : public ViewBar
{
    Q_OBJECT

public:
    explicit RulesBar(QWidget *parent = nullptr);

    /// Sets the saved rules; keeps what the person has typed.
    void setRules(const OfficeSettings &saved);
    /// The rules before the person's changes.
    const OfficeSettings &seen() const { return m_seen; }
    /// Whether something is typed that isn't saved.
    bool isChanged() const;
    /// What is typed goes to saveRequested(), or the fields say what is wrong with it.
    void save();
    void setBusy(bool busy);
    /// The error's fields are "day", "week", "month" and "default_price".
    void showErrors(const Error &error);
    /// Back to the saved rules.
    void discard();

Q_SIGNALS:
    /// Where the text is not a valid rule yet, the saved one is used.
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
    /// The rules as typed; adds an error for every invalid field.
    OfficeSettings typed(QList<FieldError> *errors) const;
    void edited();
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
