#include "ui/settings/pricesview.h"

#include "models/base/onresult.h"
#include "models/domain/leastcharge.h"
#include "models/domain/money.h"
#include "ui/settings/rulesbar.h"
#include "ui/settings/serviceform.h"
#include "ui/widgets/rowtable.h"
#include "ui/widgets/statepage.h"
#include "ui/words/errortext.h"

#include <QAction>
#include <QLineEdit>
#include <QPromise>
#include <QStackedWidget>

// What the view does; priceslayout.cpp builds it.

namespace pl::ui {
namespace {

/// The outcome of an undo, in the form that UndoHistory expects.
template <class T>
QFuture<Result<>> asUndone(QFuture<Result<T>> pending)
{
    return pending.then([](const Result<T> &outcome) { return outcome ? Result<>() : Result<>(outcome.error()); });
}

} // namespace

void PricesView::connectAll()
{
    auto &prices = m_billing.prices;
    connect(&prices, &replica::PriceBook::changed, this, &PricesView::refresh);
    connect(&prices, &replica::PriceBook::loadFailed, this, &PricesView::loadFailed);
    connect(m_rules, &RulesBar::previewChanged, m_model, &tables::PriceTableModel::setPreview);
    connect(m_rules, &RulesBar::saveRequested, this, &PricesView::saveRules);
    connect(m_form, &ServiceForm::submitted, this, &PricesView::saveService);
    connect(m_table, &RowTable::rowActivated, this, &PricesView::editService);
    connect(m_table, &QAbstractItemView::doubleClicked, this, &PricesView::editService);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &PricesView::refresh);
    connect(m_state, &StatePage::actionTriggered, this,
            [this] { m_billing.prices.isLoaded() ? addService() : m_billing.prices.load(); });
}

void PricesView::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    m_billing.prices.load();
}

void PricesView::focusTable()
{
    if (!m_table->currentIndex().isValid())
        m_table->selectRow(0);
    m_pages->currentWidget()->setFocus();
}

bool PricesView::hasUnsavedChanges() const
{
    return m_rules->isChanged();
}

void PricesView::saveChanges(const std::function<void()> &saved)
{
    m_afterRules = saved;
    m_rules->save();
    m_afterRules = {}; // what is typed may be no rule, and then nothing is saved
}

void PricesView::discardChanges()
{
    m_rules->discard();
}

const Service *PricesView::current() const
{
    return m_model->serviceAt(m_table->currentIndex());
}

void PricesView::refresh()
{
    const auto &prices = m_billing.prices;
    const QString name = m_table->currentIndex().data(tables::PriceTableModel::NameRole).toString();
    if (sender() == &prices) {
        m_model->setPrices(prices.services(), prices.settings());
        m_rules->setRules(prices.settings());
        const int row = m_model->rowOf(name);
        m_table->setCurrentIndex(m_model->index(std::max(0, row), 0));
    }
    const Service *service = current();
    m_edit->setEnabled(service);
    m_offer->setEnabled(service);
    m_offer->setText(service && !service->active ? tr("&Offer again") : tr("Stop &offering"));
    const bool rows = m_model->rowCount() > 0;
    m_pages->setCurrentWidget(rows ? static_cast<QWidget *>(m_table) : m_state);
    m_rules->setEnabled(prices.isLoaded());
    if (!rows && prices.isLoaded())
        m_state->present(QStringLiteral("tag"), tr("No services yet"),
                         tr("Until you add one, every lead costs the price for other services."), tr("New service"));
    else if (!rows)
        m_state->present(QStringLiteral("loader-circle"), tr("Loading prices …"), {});
}

void PricesView::loadFailed(const Error &error)
{
    if (m_model->rowCount() == 0)
        m_state->present(QStringLiteral("wifi-off"), tr("The prices could not be loaded"), errorText(error),
                         tr("Try again"));
    else
        Q_EMIT noticeWanted(failureText(tr("These prices may be out of date"), error), Notice::Kind::Problem,
                            tr("Try again"), [this] { m_billing.prices.load(); });
}

void PricesView::addService()
{
    m_form->openNew(m_billing.prices.services(), m_billing.prices.settings());
}

void PricesView::editService()
{
    if (const Service *service = current())
        m_form->openEdit(*service, m_billing.prices.services(), m_billing.prices.settings());
}

void PricesView::editRules()
{
    if (auto *field = m_rules->findChild<QLineEdit *>(QStringLiteral("rule_day"))) {
        field->setFocus();
        field->selectAll();
    }
}

void PricesView::saveService(const Service &wanted)
{
    const auto seen = m_form->edited();
    const auto pending = seen ? m_billing.prices.changeService(*seen, wanted) : m_billing.prices.addService(wanted);
    onResult(this, pending, [this, seen](const Result<Service> &outcome) {
        if (!outcome) {
            Error error = outcome.error();
            if (error.remoteCode == QStringLiteral("23505"))
                error.fields = {{QStringLiteral("name"), QStringLiteral("taken"), tr("is already in the list")}};
            return m_form->showErrors(error);
        }
        m_form->saved();
        m_table->setCurrentIndex(m_model->index(m_model->rowOf(outcome->name), 0));
        if (seen)
            return offerUndoOf(*outcome, *seen, tr("%1 was saved").arg(outcome->name));
        Service without = *outcome;
        without.active = false;
        offerUndoOf(*outcome, without, tr("%1 was added").arg(outcome->name));
    });
}

void PricesView::toggleOffered()
{
    const Service *service = current();
    if (!service)
        return;
    Service wanted = *service;
    wanted.active = !wanted.active;
    const QString done = wanted.active ? tr("%1 is offered again")
                                       : tr("%1 is no longer offered; its leads cost the price for other services");
    const QString notDone = wanted.active ? tr("%1 is still not offered") : tr("%1 is still offered");
    changeService(*service, wanted, done.arg(service->name), notDone.arg(service->name));
}

void PricesView::changeService(const Service &seen, const Service &wanted, const QString &done, const QString &notDone)
{
    onResult(this, m_billing.prices.changeService(seen, wanted), [=, this](const Result<Service> &outcome) {
        if (outcome)
            offerUndoOf(*outcome, seen, done);
        else
            Q_EMIT noticeWanted(failureText(notDone, outcome.error()), Notice::Kind::Problem, {}, {});
    });
}

/// The errors of rules under which a lead would cost less than the minimum charge; at most one.
QList<FieldError> PricesView::unchargeable(const OfficeSettings &wanted) const
{
    const auto shown = [&wanted](qint64 cents) { return moneyText(Money{cents, wanted.currency}); };
    const QString least = shown(kLeastChargeCents);
    QList<FieldError> wrong;
    const auto note = [&wrong](const QString &field, const QString &detail) {
        if (wrong.isEmpty())
            wrong += {field, QStringLiteral("invalid"), detail};
    };
    for (const Service &service : m_billing.prices.services())
        if (const auto at = service.active ? unchargeableAt(service.priceCents, wanted) : std::nullopt)
            note(enumName(*at), tr("would make a lead for %1 cost %2; the minimum charge is %3")
                                    .arg(service.name, shown(wanted.priceCents(service.priceCents, *at)), least));
    if (const auto at = unchargeableAt(wanted.defaultPriceCents, wanted))
        note(QStringLiteral("default_price"), tr("would make a lead cost %1; the minimum charge is %2")
                                                  .arg(shown(wanted.priceCents(wanted.defaultPriceCents, *at)), least));
    return wrong;
}

void PricesView::saveRules(const OfficeSettings &wanted)
{
    const auto after = std::exchange(m_afterRules, {});
    if (const QList<FieldError> wrong = unchargeable(wanted); !wrong.isEmpty())
        return m_rules->showErrors({ErrorCode::InvalidInput, {}, wrong});
    const OfficeSettings before = m_rules->seen();
    onResult(this, m_billing.prices.changeRules(before, wanted), [=, this](const Result<OfficeSettings> &outcome) {
        if (!outcome)
            return m_rules->showErrors(outcome.error());
        m_rules->discard();
        const OfficeSettings &written = *outcome;
        offerUndo(tr("Price rules saved; they apply to leads assigned from now on"),
                  [this, written, before] { return asUndone(m_billing.prices.changeRules(written, before)); });
        if (after)
            after();
    });
}

void PricesView::offerUndoOf(const Service &written, const Service &before, const QString &done)
{
    offerUndo(done, [this, written, before] { return asUndone(m_billing.prices.changeService(written, before)); });
}

void PricesView::offerUndo(const QString &done, std::function<QFuture<Result<>>()> undo)
{
    m_context.undo.push(done, std::move(undo));
    Q_EMIT noticeWanted(done, Notice::Kind::Done, tr("Undo"), [this] { Q_EMIT undoRequested(); });
}

} // namespace pl::ui
