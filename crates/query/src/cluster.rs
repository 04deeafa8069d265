//! A cluster of our own: a scheduler and its executors, each a process, with our functions in all of them.
//!
//! Their ports have no login. They are meant for one machine, or for a network whose every member may read and run
//! everything.

use std::io;
use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use ballista_core::error::BallistaError;
use ballista_core::registry::BallistaFunctionRegistry;
use ballista_core::utils::default_session_builder;
use ballista_executor::executor_process::{ExecutorProcessConfig, start_executor_process};
use ballista_scheduler::cluster::BallistaCluster;
use ballista_scheduler::config::SchedulerConfig;
use ballista_scheduler::scheduler_process::{create_scheduler, start_grpc_service_with_listener};
use catalogue::Lang;
use datafusion::execution::registry::FunctionRegistry;
use datafusion_proto::protobuf::{LogicalPlanNode, PhysicalPlanNode};
use tokio::net::TcpListener;

use crate::{Work, functions};

/// Seconds between two signs of life of an executor.
const HEARTBEAT: u64 = 2;

/// Seconds without a sign of life after which an executor is lost, and its work is given to the others.
const LOST_AFTER: u64 = 10;

/// Seconds for which an executor looks for its scheduler when it starts.
const LOOK_FOR_SCHEDULER: u16 = 20;

/// Between two looks whether the scheduler knows of an executor.
const GLANCE: Duration = Duration::from_millis(100);

/// Bytes of a message between processes: a piece of a book that was worked out is one.
pub(crate) const LONGEST_MESSAGE: usize = 1 << 28;

/// A scheduler that listens and has not started yet.
pub struct Scheduler {
    listener: TcpListener,
    config: SchedulerConfig,
    address: SocketAddr,
}

impl Scheduler {
    /// Takes an address; port 0 is any that is free.
    pub async fn bind(address: SocketAddr, work: Option<Work>, lang: Lang) -> io::Result<Scheduler> {
        let listener = TcpListener::bind(address).await?;
        let address = listener.local_addr()?;
        let config = SchedulerConfig {
            bind_host: address.ip().to_string(),
            external_host: address.ip().to_string(),
            bind_port: address.port(),
            executor_timeout_seconds: LOST_AFTER,
            no_executors_grace_period_seconds: LOST_AFTER,
            expire_dead_executor_interval_seconds: HEARTBEAT,
            override_session_builder: Some(Arc::new(move |config| {
                let mut state = default_session_builder(config)?;
                for function in functions(lang, work) {
                    state.register_udf(Arc::new(function))?;
                }
                Ok(state)
            })),
            ..SchedulerConfig::default()
        };
        Ok(Scheduler { listener, config, address })
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Serves until it is stopped.
    pub async fn serve(self) -> Result<(), BallistaError> {
        self.config.validate()?;
        let cluster = BallistaCluster::new_from_config(&self.config).await?;
        let scheduler = create_scheduler::<LogicalPlanNode, PhysicalPlanNode>(cluster, Arc::new(self.config)).await?;
        start_grpc_service_with_listener(self.listener, scheduler).await
    }
}

/// What works for a scheduler.
#[derive(Debug)]
pub struct Executor {
    /// The scheduler's host and port.
    pub scheduler: (String, u16),
    /// The address under which the scheduler and the other executors reach this one.
    pub host: IpAddr,
    /// Tasks at once; 0 is one a core.
    pub cores: usize,
    /// Where what passes between stages lies.
    pub folder: PathBuf,
    /// What it does with pieces of a book.
    pub work: Option<Work>,
    /// The language of its errors.
    pub lang: Lang,
}

impl Executor {
    /// Serves until it is stopped; says when its scheduler knows of it.
    pub async fn serve(self, ready: impl FnOnce()) -> Result<(), BallistaError> {
        let (port, grpc_port) = free_ports(self.host).await?;
        let default = BallistaFunctionRegistry::default();
        let ours = functions(self.lang, self.work);
        let ours = ours.into_iter().map(|function| (function.name().to_string(), Arc::new(function)));
        let scalar_functions = default.scalar_functions.into_iter().chain(ours).collect();
        let config = ExecutorProcessConfig {
            bind_host: self.host.to_string(),
            external_host: Some(self.host.to_string()),
            port,
            grpc_port,
            scheduler_host: self.scheduler.0,
            scheduler_port: self.scheduler.1,
            scheduler_connect_timeout_seconds: LOOK_FOR_SCHEDULER,
            vcores: self.cores,
            work_dir: Some(self.folder.display().to_string()),
            executor_heartbeat_interval_seconds: HEARTBEAT,
            grpc_max_decoding_message_size: LONGEST_MESSAGE as u32,
            grpc_max_encoding_message_size: LONGEST_MESSAGE as u32,
            override_function_registry: Some(Arc::new(BallistaFunctionRegistry { scalar_functions, ..default })),
            ..ExecutorProcessConfig::default()
        };
        let health = config.health.clone();
        let mut serving = pin!(start_executor_process(Arc::new(config)));
        while !health.is_ready() {
            tokio::select! {
                // It ends quietly when it cannot listen: before it was ready, that is a failure.
                ended = &mut serving => {
                    ended?;
                    return Err(BallistaError::General("the executor could not listen".to_string()));
                }
                () = tokio::time::sleep(GLANCE) => {}
            }
        }
        ready();
        serving.await
    }
}

/// Two ports that nobody listens on. The engine takes numbers, not listeners.
async fn free_ports(host: IpAddr) -> io::Result<(u16, u16)> {
    let (first, second) = (TcpListener::bind((host, 0)).await?, TcpListener::bind((host, 0)).await?);
    Ok((first.local_addr()?.port(), second.local_addr()?.port()))
}
