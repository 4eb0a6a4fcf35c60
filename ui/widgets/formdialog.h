#pragma once

#include "models/base/result.h"

#include <QDialog>
#include <QHash>

class QComboBox;
class QPushButton;
class QStackedWidget;
class QVBoxLayout;

namespace pl::ui {

class ElidedLabel;
class PageTabs;
class PlainLabel;
class ProblemLabel;

/// The base of all forms: fields with room for a sentence below each, one sentence for the whole form, a primary button
/// (also Ctrl+Enter), and a busy state. Closing a form with unsaved changes asks once, in the form itself. A long form
/// has pages, which Ctrl+PageDown and Ctrl+PageUp turn, too.
class FormDialog : public QDialog
{
    Q_OBJECT

public:
    explicit FormDialog(QWidget *parent);

    /// Does nothing while a save is in progress, so that nothing typed is lost if it fails.
    void reject() override;
    bool isBusy() const { return m_busy; }
    /// All fields; each is named by its column.
    QList<QWidget *> editors() const;
    /// Puts a widget between the heading and the fields.
    void addBelowHeading(QWidget *widget);

public Q_SLOTS:
    /// What was submitted has been saved: closes the form.
    void saved();
    /// What was submitted could not be saved. `error` names fields by their columns; the first wrong one gets the
    /// focus.
    void showErrors(const pl::Error &error);

Q_SIGNALS:
    /// The fields are filled, and the form opens next.
    void aboutToOpen();
    /// The fields show a row that somebody else has just changed, and what the person typed comes next.
    void rowShown();
    /// A field's value changed.
    void edited();

protected:
    /// Checks what was typed, and sends it or shows what is wrong.
    virtual void submit() = 0;
    /// Whether there are unsaved changes.
    virtual bool changed() const = 0;

    struct FieldSpec
    {
        QString label;
        QWidget *editor = nullptr;
        QString column; ///< its name in errors; the sentence below the field is named "<column>Problem"
        int share = 1;  ///< of the row's width
    };
    /// Begins a page; what is added from now on stands on it. `name` becomes the object name of its tab.
    void addPage(const QString &title, const char *name);
    /// Adds something that is no field.
    void addPart(QWidget *part);
    /// Adds a sentence between rows of fields.
    PlainLabel *addWords(const QString &words);
    /// Adds a row of fields side by side.
    void addRow(const QList<FieldSpec> &fields);
    void setHeading(const QString &heading, const QString &buttonText);
    void setBusy(bool busy, const QString &what = {});
    void clearErrors();
    /// Keeps a box from growing with long texts in its list.
    static void boundWidth(QComboBox *box);
    /// Makes room for what just became visible.
    void growToFit();
    /// Opens the form window-modal, without errors, with the focus in the field of `column`, or in the first.
    void openForm(const QString &column = {});

    void keyPressEvent(QKeyEvent *event) override;

private Q_SLOTS:
    void fieldEdited();

private:
    struct Field
    {
        QString column;
        QString label;
        QWidget *editor = nullptr;
        ProblemLabel *problem = nullptr;
        int page = 0;
    };
    void goTo(const Field &field);
    void turnPage(int step);
    QWidget *buildField(const FieldSpec &spec);
    QWidget *buildButtons();
    bool showFieldError(const FieldError &error);
    void clearProblem(const Field &field);

    QList<Field> m_fields;
    QVBoxLayout *m_rows; ///< of the newest page
    PageTabs *m_tabs = nullptr;
    QStackedWidget *m_pages = nullptr;
    ElidedLabel *m_heading;
    ProblemLabel *m_problem;
    QPushButton *m_save;
    QPushButton *m_cancel;
    QString m_saveText;
    bool m_busy = false;
    bool m_askedToDiscard = false;
};

} // namespace pl::ui
