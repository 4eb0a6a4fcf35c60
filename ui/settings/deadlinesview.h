#pragma once

#include "models/replica/deadlinerules.h"
#include "ui/office/officecontext.h"
#include "ui/settings/settingspart.h"
#include "ui/widgets/notice.h"

#include <QWidget>

class QFormLayout;
class QPushButton;
class QRadioButton;
class QSpinBox;
class QStackedWidget;

namespace pl::ui {

class DurationField;
class PlainLabel;
class ProblemLabel;
class StatePage;

/// Deadlines and charging, for admins: how long a lead may wait for its plumber, when a plumber pays and what a change
/// of that means for the leads that are open, and how long an assignment can be undone. Only "Save" saves; a save can
/// be undone.
class DeadlinesView : public QWidget, public SettingsPart
{
    Q_OBJECT

public:
    /// `context.deadlines` must not be null.
    explicit DeadlinesView(OfficeContext &context, QWidget *parent = nullptr);

    bool hasUnsavedChanges() const override;
    void saveChanges(const std::function<void()> &saved) override;
    void discardChanges() override;
    void focusFirst() override;

Q_SIGNALS:
    void noticeWanted(const QString &sentence, pl::ui::Notice::Kind kind, const QString &actionText,
                      const std::function<void()> &action);
    /// The newest step of the context's UndoHistory should be undone.
    void undoRequested();

protected:
    void showEvent(QShowEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    QWidget *buildForm();
    void addTimes(QFormLayout *form);
    void addCharging(QFormLayout *form);
    void addGrace(QFormLayout *form);
    QWidget *buildButtons();
    DeadlineSettings typed() const;
    void put(const DeadlineSettings &rules);
    void fill(const DeadlineSettings &rules);
    void follow(const DeadlineSettings &now);
    void edited();
    void showChanges();
    void rulesReceived();
    void save();
    void saved(const DeadlineSettings &before, const Result<DeadlineSettings> &outcome);
    void offerUndo(const DeadlineSettings &before, const DeadlineSettings &written);
    /// What the choice of when to charge means for the leads that are open.
    QString meaning() const;

    OfficeContext &m_context;
    DeadlineSettings m_received; ///< the server's rules when the form took them
    DeadlineSettings m_seen;     ///< the same as the fields show them, before the person's changes
    QStackedWidget *m_stack;
    StatePage *m_state;
    QWidget *m_form = nullptr;
    QList<DurationField *> m_times; ///< by Urgency
    QRadioButton *m_assigned = nullptr;
    QRadioButton *m_accepted = nullptr;
    PlainLabel *m_meaning = nullptr;
    QSpinBox *m_grace = nullptr;
    ProblemLabel *m_problem = nullptr;
    QPushButton *m_save = nullptr;
    QPushButton *m_discard = nullptr;
    std::function<void()> m_afterSave;
    bool m_filling = false;
};

} // namespace pl::ui
